// deepscope-cli lab as a script uses it: its lines, its ends, and that whatever ends it, it goes on as if nothing had
// been.
#include "command_line.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using deepscope::test::cli;
using deepscope::test::Outcome;

namespace {

// Small, with rewards by lot, so that every step learns.
QStringList smallRun(const QString &folder, int steps)
{
    return {"lab",     "--base", "default", "--steps", QString::number(steps), "--questions", "2",
            "--group", "4",      "--cap",   "8",       "--held-out",           "1",           "--reward",
            "random",  "--out",  folder,    "--json"};
}

// A line a step; the figures of each, but for those of the clock.
QMap<int, QJsonObject> curveOf(const QByteArray &out)
{
    QMap<int, QJsonObject> curve;
    for (const QByteArray &line : out.split('\n')) {
        QJsonObject json = QJsonDocument::fromJson(line).object();
        if (!json.contains("form")) // also the last line of one that was killed
            continue;
        json.remove("seconds");
        json.remove("tokens_per_second");
        curve[json["step"].toInt()] = json;
    }
    return curve;
}

} // namespace

class TestLabCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_undisturbed;

    QString folder(const QString &name) { return m_folder.filePath(name); }

    static QJsonObject stepIn(const QByteArray &out, int step)
    {
        for (const QByteArray &line : out.split('\n'))
            if (const QJsonObject json = QJsonDocument::fromJson(line).object();
                json.contains("form") && json["step"].toInt() == step)
                return json;
        return {};
    }

private slots:
    void aLineForEachStep()
    {
        const Outcome outcome = cli(smallRun(folder("whole"), 12));
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        m_undisturbed = outcome.out;
        QCOMPARE(m_undisturbed.trimmed().split('\n').size(), 13);
        const QJsonObject first = QJsonDocument::fromJson(m_undisturbed.split('\n').first()).object();
        QCOMPARE(first["step"].toInt(-1), 0);
        QVERIFY(first["held_out"]["pass_at_8"].isDouble());
        for (int step = 0; step <= 12; ++step) {
            const QJsonObject line = stepIn(m_undisturbed, step);
            for (const char *field : {"form", "match", "think_tokens", "entropy", "gradient_norm", "logprob_difference",
                                      "seconds", "truncated", "tokens_per_second"})
                QVERIFY2(line[field].isDouble(), field);
            double kinds = 0;
            for (const char *kind : {"none", "short", "full", "malformed"})
                kinds += line["kinds"][kind].toDouble(2);
            QVERIFY(std::abs(kinds - 1) < 1e-9);
            const QJsonValue groups = line["groups"];
            QCOMPARE(groups["none"].toInt(9) + groups["some"].toInt(9) + groups["all"].toInt(9), 2);
            QCOMPARE(line.contains("held_out"), step % 10 == 0);
        }
        const QJsonObject heldOut = stepIn(m_undisturbed, 10)["held_out"].toObject();
        for (const char *field : {"form", "match", "think_tokens"})
            QVERIFY2(heldOut[field].isDouble(), field);
        QCOMPARE(heldOut["domains"].toObject().keys(), (QStringList{"countdown", "cups", "sums"}));
        QVERIFY(stepIn(m_undisturbed, 11)["seconds"].toDouble() > stepIn(m_undisturbed, 10)["seconds"].toDouble());
    }

    void refusesInASentence()
    {
        QCOMPARE(cli({"lab", "--reward", "praise"}).exitCode, 2);
        QCOMPARE(cli({"lab", "--resume"}).exitCode, 2);
        QCOMPARE(cli({"lab", "--base", "nowhere.gguf"}).exitCode, 3);
        const Outcome again = cli(smallRun(folder("whole"), 3));
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.out.isEmpty() && again.err.contains("Go on with it"));
        const Outcome none = cli(smallRun(folder("none"), 3) << "--resume");
        QCOMPARE(none.exitCode, 3);
        QCOMPARE(none.err.count('\n'), 1);
    }

#ifndef Q_OS_WIN
    void isKeptWhenToldToEnd()
    {
        QProcess process;
        process.start(QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"), smallRun(folder("told"), 0));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput()).count('\n') >= 3, 100000);
        ::kill(pid_t(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(100000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("--resume"));
        const int last = curveOf(out + process.readAllStandardOutput()).lastKey();
        const QString kept = QString("step-%1.gguf").arg(last, 6, 10, QChar('0'));
        QVERIFY2(QFile::exists(folder("told/" + kept)), qPrintable(kept));
        const Outcome rest = cli(smallRun(folder("told"), last + 1) << "--resume");
        QCOMPARE(rest.exitCode, 0);
        QCOMPARE(curveOf(rest.out).firstKey(), last + 1);
    }

    // At random moments, as a power cut does: each time the curve is that of the run that nobody disturbed.
    void goesOnAfterBeingKilled()
    {
        const QMap<int, QJsonObject> wanted = curveOf(m_undisturbed);
        QMap<int, QJsonObject> curve;
        for (int kill = 0; kill < 3; ++kill) {
            QStringList arguments = smallRun(folder("killed"), 12);
            const bool last = kill == 2;
            if (!QDir(folder("killed")).entryList({"step-*.gguf"}).isEmpty())
                arguments << "--resume";
            QProcess process;
            process.start(QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"), arguments);
            QByteArray out;
            if (!last) { // before the first checkpoint behind step 0, and behind it
                const int step = kill == 0 ? QRandomGenerator::global()->bounded(0, 6) : 10;
                const int pause = kill == 0 ? QRandomGenerator::global()->bounded(100) : 0;
                qInfo("killed %d ms behind step %d", pause, step);
                const auto reached = [&] {
                    out += process.readAllStandardOutput();
                    const QMap<int, QJsonObject> soFar = curveOf(out);
                    return (!soFar.isEmpty() && soFar.lastKey() >= step) || process.state() == QProcess::NotRunning;
                };
                QTRY_VERIFY_WITH_TIMEOUT(reached(), 100000);
                QTest::qWait(pause);
                process.kill();
            }
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 100000);
            QVERIFY(!last || (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0));
            curve.insert(curveOf(out + process.readAllStandardOutput()));
        }
        QCOMPARE(curve.keys(), wanted.keys());
        for (const int step : wanted.keys())
            QCOMPARE(curve[step], wanted[step]);
    }
#endif

    void aTableForPeople()
    {
        QStringList arguments = smallRun(folder("whole"), 13) << "--resume";
        arguments.removeAll("--json");
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains("thought") && outcome.out.contains("\n   13 "));
    }
};

QTEST_GUILESS_MAIN(TestLabCommand)
#include "tst_lab_command.moc"
