// `deepscope-cli trace` as a script uses it to take routing away: files, output, exit codes.
#include "command_line.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using deepscope::test::cli;
using deepscope::test::Outcome;

namespace {

const QString Run = QStringLiteral(DEEPSCOPE_RESOURCES "/recorded/addition.run");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTraceCommand : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private slots:
    // Every choice that `trace --json` tells, in the same order.
    void csvSaysWhatJsonSays()
    {
        const QString file = m_folder.filePath("run.csv");
        const Outcome outcome = cli({"trace", Run, "--export", "csv", "--out", file});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(QString::fromUtf8(outcome.out).trimmed(), file);
        QByteArrayList rows = contentOf(file).trimmed().split('\n');
        QCOMPARE(rows.takeFirst(), QByteArray("token,id,phase,layer,choice,expert,weight"));
        const QJsonObject run = cli({"trace", Run, "--json"}).json();
        const int layers = run["expert_layers"].toInt(), dense = 1; // of the default model
        for (const QJsonValue &token : run["tokens"].toArray()) {
            const QJsonArray routing = token["routing"].toArray();
            QCOMPARE(routing.size(), qsizetype(layers));
            for (int layer = 0; layer < layers; ++layer)
                for (int k = 0; k < routing[layer].toArray().size(); ++k) {
                    const QJsonObject hit = routing[layer].toArray()[k].toObject();
                    QVERIFY(!rows.isEmpty());
                    const QByteArrayList row = rows.takeFirst().split(',');
                    QCOMPARE(row[0].toInt(), token["index"].toInt());
                    QCOMPARE(row[1].toInt(), token["id"].toInt());
                    QCOMPARE(QString::fromUtf8(row[2]), token["phase"].toString());
                    QCOMPARE(row[3].toInt(), layer + dense);
                    QCOMPARE(row[4].toInt(), k);
                    QCOMPARE(row[5].toInt(), hit["expert"].toInt());
                    QCOMPARE(row[6].toFloat(), float(hit["weight"].toDouble()));
                }
        }
        QVERIFY(rows.isEmpty());
    }

    void namesTheArraysItWrote()
    {
        const Outcome outcome = cli({"trace", Run, "--export", "npy", "--out", m_folder.filePath("run"), "--json"});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.json()["files"].toArray(),
                 (QJsonArray{m_folder.filePath("run-ids.npy"), m_folder.filePath("run-weights.npy")}));
        for (const QJsonValue &file : outcome.json()["files"].toArray())
            QVERIFY(contentOf(file.toString()).startsWith("\x93NUMPY"));
    }

    // The model reads the text once more, and finds what was recorded.
    void measuresWhatTheRunDoesNotHold()
    {
        const QString run = m_folder.filePath("asked.run"), usage = m_folder.filePath("norms.csv");
        QCOMPARE(cli({"generate", "default", "--chat", "What is 7 + 5?", "--trace", run}).exitCode, 0);
        const Outcome outcome = cli({"trace", run, "--export", "usage", "--out", usage, "--model", "default"});
        QVERIFY2(outcome.exitCode == 0, outcome.err);
        QByteArrayList rows = contentOf(usage).trimmed().split('\n');
        QCOMPARE(rows.takeFirst(), QByteArray("layer,expert,count,weight,mean_norm"));
        for (const QByteArray &row : rows)
            QCOMPARE(row.split(',')[4].toDouble() > 0, row.split(',')[2].toInt() > 0);

        const QString arrays = m_folder.filePath("scored");
        QCOMPARE(cli({"trace", run, "--export", "npy", "--out", arrays, "--model", "default"}).exitCode, 0);
        const QJsonObject told = cli({"trace", run, "--json"}).json();
        const int dense = 1, layers = told["expert_layers"].toInt(), experts = told["experts"].toInt();
        const QJsonArray tokens = told["tokens"].toArray();
        const QByteArray bytes = contentOf(arrays + "-scores.npy");
        const qsizetype count = qsizetype(dense + layers) * tokens.size() * experts;
        QVERIFY(bytes.size() > count * 4);
        const QByteArray data = bytes.right(count * 4);
        const auto score = [&](int layer, int token, int expert) {
            float value;
            std::memcpy(&value, data.constData() + ((layer * tokens.size() + token) * experts + expert) * 4, 4);
            return value;
        };
        QVERIFY(std::isnan(score(0, 0, 0)));
        for (int token = 0; token < tokens.size(); ++token)
            for (int layer = 0; layer < layers; ++layer) {
                const QJsonArray hits = tokens[token]["routing"].toArray()[layer].toArray();
                int above = 0; // no other expert beats a chosen one
                const int last = hits.last()["expert"].toInt();
                for (int expert = 0; expert < experts; ++expert)
                    above += score(layer + dense, token, expert) > score(layer + dense, token, last);
                QCOMPARE(above, int(hits.size()) - 1);
            }
    }

    // What moe-trace lists adds up to what usage counts.
    void countsAListOfExperts()
    {
        const QString list = m_folder.filePath("moe_trace.CSV"), usage = m_folder.filePath("usage.csv");
        QCOMPARE(cli({"trace", Run, "--export", "moe-trace", "--out", list}).exitCode, 0);
        QCOMPARE(cli({"trace", Run, "--export", "usage", "--out", usage}).exitCode, 0);
        const Outcome outcome = cli({"trace", list, "--json"});
        QCOMPARE(outcome.exitCode, 0);
        QByteArrayList used;
        for (const QByteArray &row : contentOf(usage).trimmed().split('\n').mid(1))
            if (row.split(',')[2] != "0")
                used << row.left(row.lastIndexOf(','));
        QByteArrayList counted;
        int choices = 0;
        for (const QJsonValue &each : outcome.json()["usage"].toArray()) {
            counted << QByteArray::number(each["layer"].toInt()) + ',' + QByteArray::number(each["expert"].toInt()) +
                           ',' + QByteArray::number(each["count"].toInt());
            choices += each["count"].toInt();
        }
        QVERIFY(used.size() > 20);
        QCOMPARE(counted, used);
        QCOMPARE(outcome.json()["choices"].toInt(), choices);
        QVERIFY(cli({"trace", list}).out.startsWith(QByteArray::number(choices) + " choices of "));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("part");
        const QString list = m_folder.filePath("list.csv");
        QFile file(list);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("layer,expert\n1,2\n1,-2\n") > 0);
        QTest::newRow("no place") << QStringList{"trace", Run, "--export", "csv"} << 2 << QByteArray("--out");
        QTest::newRow("no form") << QStringList{"trace", Run, "--out", "x"} << 2 << QByteArray("--export");
        QTest::newRow("unknown form") << QStringList{"trace", Run, "--export", "xml", "--out", "x"} << 2
                                      << QByteArray("csv, npy, usage, moe-trace");
        QTest::newRow("unwritable") << QStringList{"trace", Run,     "--export",
                                                   "csv",   "--out", m_folder.filePath("none/x.csv")}
                                    << 3 << QByteArray("none/x.csv: the file cannot be written");
        QTest::newRow("bad line") << QStringList{"trace", list} << 3 << QByteArray("list.csv: line 3 has an expert");
        QTest::newRow("model without need")
            << QStringList{"trace", Run, "--export", "csv", "--out", "x.csv", "--model", "default"} << 2
            << QByteArray("--model goes with usage and npy");
        QTest::newRow("another model") << QStringList{"trace",    Run,
                                                      "--export", "usage",
                                                      "--out",    "x.csv",
                                                      "--model",  DEEPSCOPE_TEST_DATA "/golden/ds2q_q8_0.gguf"}
                                       << 2 << QByteArray("is not the model of the run");
        QTest::newRow("no run") << QStringList{"trace", list, "--export", "csv", "--out", "x"} << 3
                                << QByteArray("not a run file");
    }
    void exitCodes()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QByteArray, part);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exitCode, code);
        QVERIFY2(outcome.err.contains(part), outcome.err);
        QVERIFY(outcome.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTraceCommand)
#include "tst_trace_command.moc"
