// What is kept when the program does not end by itself: it is killed, told to end, or the computer logs out. The
// program is this one, started again in a role of its own: a window on the real engine that asks question after
// question of a model whose answers take long, so that it is always killed in the middle of one.
#include "api/synthetic_model.h"
#include "app/end_signals.h"
#include "app/main_window.h"
#include "models/chat_database.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>

using namespace deepscope;

namespace {

constexpr auto RoleVariable = "DEEPSCOPE_TEST_ASKS_IN"; // a folder: be the program, keep chats there
constexpr auto ModelVariable = "DEEPSCOPE_TEST_ASKS_MODEL";
constexpr auto KillsVariable = "DEEPSCOPE_TEST_KILLS"; // how often to kill it
constexpr int Patience = 120000;                       // milliseconds, for a software device on a busy machine

double now() // seconds, on a clock that all processes share
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Says on stdout what it did, with the time, and asks again whenever an answer has ended.
class Asker : public QObject {
public:
    explicit Asker(MainWindow &window) : m_window(window)
    {
        RunStore &store = window.workbench().store();
        connect(&store, &RunStore::appended, this,
                [this, &store](uint32_t) { say(QString("tokens %1 %2").arg(m_asked).arg(store.current()->size())); });
        connect(&window.workbench(), &Workbench::stateChanged, this, &Asker::ask, Qt::QueuedConnection);
    }

private:
    void ask()
    {
        Workbench &workbench = m_window.workbench();
        if (workbench.isRunning() || !workbench.reasonAgainstAsking().isEmpty())
            return;
        if (m_asked > 0)
            say(QString("ended %1").arg(m_asked));
        workbench.chats().beginNew(); // so that the context never fills
        workbench.ask(QString("Question %1").arg(++m_asked));
        say(QString("asked %1").arg(m_asked));
    }

    static void say(const QString &words)
    {
        std::printf("%.6f %s\n", now(), qPrintable(words));
        std::fflush(stdout);
    }

    MainWindow &m_window;
    int m_asked = 0;
};

int beTheProgram(int argc, char **argv, const QString &folder)
{
    QApplication application(argc, argv);
    MainWindow window(localEngine(), localLab(),
                      std::make_unique<QSettings>(folder + QStringLiteral("/settings.ini"), QSettings::IniFormat),
                      folder);
    const EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::received, &window, &MainWindow::closeUnasked);
    const Asker asker(window);
    window.show();
    window.open(qEnvironmentVariable(ModelVariable));
    return QApplication::exec();
}

// What the program said it did up to a time: how far question after question had come.
struct Said {
    int asked = 0;
    std::map<int, int> tokens; // of a question, counted from 1
    std::map<int, bool> ended;
};

Said saidUntil(const QByteArray &output, double time)
{
    Said said;
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 3 || words[0].toDouble() > time)
            continue;
        if (words[1] == "asked")
            said.asked = words[2].toInt();
        else if (words[1] == "ended")
            said.ended[words[2].toInt()] = true;
        else if (words.size() == 4)
            said.tokens[words[2].toInt()] = words[3].toInt();
    }
    return said;
}

// Runs of all kept chats in the order in which they were asked.
std::vector<RecordedRun> keptRuns(const QString &folder)
{
    const ChatDatabase database(folder + QStringLiteral("/chats.sqlite"));
    std::vector<ChatInfo> chats = database.list();
    std::ranges::sort(chats, {}, &ChatInfo::created);
    std::vector<RecordedRun> runs;
    for (const ChatInfo &chat : chats)
        for (const KeptRun &run : database.runs(chat.id).runs)
            runs.push_back(run.recorded);
    return runs;
}

} // namespace

class TestKeptThroughCrashes : public QObject {
    Q_OBJECT

    QTemporaryDir m_models;
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_program;
    QByteArray m_output;

    void read() { m_output += m_program.readAllStandardOutput(); }

    // Until it has said `words`, for instance "tokens 2".
    bool waitFor(const QByteArray &words)
    {
        const double start = now();
        while (!m_output.contains(words) && m_program.state() != QProcess::NotRunning &&
               now() < start + Patience / 1000.0) {
            m_program.waitForReadyRead(100);
            read();
        }
        return m_output.contains(words);
    }

    void start()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_output.clear();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(RoleVariable, m_folder->path());
        environment.insert(ModelVariable, model());
        m_program.setProcessEnvironment(environment);
        m_program.start(QCoreApplication::applicationFilePath(), QStringList());
        QVERIFY2(waitFor("tokens 1 "), m_output + m_program.readAllStandardError());
    }

    // All that was said until `time` is kept, and is what it should be.
    void compare(double time)
    {
        const Said said = saidUntil(m_output, time);
        const std::vector<RecordedRun> kept = keptRuns(m_folder->path());
        QVERIFY2(int(kept.size()) >= said.asked,
                 qPrintable(QString("%1 questions of %2 are kept").arg(kept.size()).arg(said.asked)));
        for (const auto &[question, tokens] : said.tokens)
            QVERIFY2(int(kept[size_t(question) - 1].tokens.size()) >= tokens,
                     qPrintable(QString("question %1: %2 tokens of %3 are kept")
                                    .arg(question)
                                    .arg(kept[size_t(question) - 1].tokens.size())
                                    .arg(tokens)));
        for (const auto &[question, ended] : said.ended)
            QVERIFY2(kept[size_t(question) - 1].summary.has_value(), qPrintable(QString::number(question)));
        for (size_t place = 0; place < kept.size(); ++place)
            QCOMPARE(kept[place].question, QString("Question %1").arg(place + 1).toStdString());
    }

    QString model() const { return m_models.filePath(QStringLiteral("small.gguf")); }

private slots:
    // Random weights: it says thousands of tokens that mean nothing.
    void initTestCase()
    {
        writeSyntheticModel(
            {"small", "Q8_0", model().toStdString()}, [](uint64_t, uint64_t) {}, false);
    }

    void killedAtAnyMoment()
    {
        const int wanted = qEnvironmentVariableIntValue(KillsVariable), kills = wanted > 0 ? wanted : 3;
        const double most = wanted > 0 ? 1 : 3; // seconds that a crash may cost: beside other tests a disk is slow
        const quint32 seed = QRandomGenerator::system()->generate();
        QRandomGenerator random(seed);
        for (int kill = 0; kill < kills; ++kill) {
            start();
            if (QTest::currentTestFailed())
                return;
            const int pause = random.bounded(int(2000 + 1000 * most));
            for (const double end = now() + pause / 1000.0; now() < end;)
                m_program.waitForReadyRead(10), read();
            const double killed = now();
            m_program.kill();
            QVERIFY(m_program.waitForFinished(Patience));
            read();
            Said said = saidUntil(m_output, killed);
            qInfo("seed %u, kill %d: after %d ms, question %d, token %d", seed, kill + 1, pause, said.asked,
                  said.tokens[said.asked]);
            QVERIFY(!said.ended.contains(said.asked)); // in the middle of an answer
            compare(killed - most);
            if (QTest::currentTestFailed())
                return;
            if (pause > 1000 * (1 + most))
                QVERIFY(!keptRuns(m_folder->path()).back().tokens.empty());
        }
    }

    void toldToEnd_data()
    {
        QTest::addColumn<int>("signal");
#ifdef Q_OS_UNIX
        QTest::newRow("logout or shutdown") << SIGTERM;
        QTest::newRow("the terminal closed") << SIGHUP;
        QTest::newRow("interrupted in the terminal") << SIGINT;
#else
        QSKIP("Windows tells windows itself.");
#endif
    }

    // Nothing at all is lost then, and it ends by itself.
    void toldToEnd()
    {
        QFETCH(int, signal);
        start();
        if (QTest::currentTestFailed())
            return;
        while (saidUntil(m_output, now()).tokens[1] < 10 && m_program.waitForReadyRead(Patience))
            read();
#ifdef Q_OS_UNIX
        ::kill(pid_t(m_program.processId()), signal);
#endif
        QVERIFY(m_program.waitForFinished(Patience));
        QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_program.exitCode(), 0);
        read();
        QCOMPARE(saidUntil(m_output, now()).asked, 1);
        QVERIFY(!saidUntil(m_output, now()).ended.contains(1)); // in the middle of an answer
        compare(now());
        QVERIFY(keptRuns(m_folder->path()).back().tokens.size() >= 10);
    }
};

int main(int argc, char **argv)
{
    const QString folder = qEnvironmentVariable(RoleVariable);
    if (!folder.isEmpty())
        return beTheProgram(argc, argv, folder);
    QCoreApplication application(argc, argv);
    TestKeptThroughCrashes test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kept_through_crashes.moc"
