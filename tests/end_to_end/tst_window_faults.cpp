// The window when the driver fails: a sentence, everything that was kept stays, and the next try works. What the engine
// does at every single call is tested there; here are a few of each kind, with all that lies between it and a person.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "gpu/faults.h"
#include "models/chat_database.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"

#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace deepscope;
using gpu::CallKind;
using gpu::Fault;
using gpu::Faults;

namespace {

constexpr int Patience = 60000; // milliseconds, for a software device on a busy machine
constexpr std::pair<CallKind, const char *> Kinds[] = {
    {CallKind::Open, "open"},     {CallKind::Allocate, "allocate"}, {CallKind::Create, "create"},
    {CallKind::Map, "map"},       {CallKind::Pipeline, "pipeline"}, {CallKind::Record, "record"},
    {CallKind::Submit, "submit"}, {CallKind::Wait, "wait"},
};

} // namespace

class TestWindowFaults : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::map<CallKind, uint64_t> m_calls; // of a load and an answer

    std::unique_ptr<MainWindow> newWindow(const QString &name)
    {
        const QString folder = m_folder.filePath(name);
        auto window = std::make_unique<MainWindow>(
            localEngine(), localLab(), std::make_unique<QSettings>(folder + ".ini", QSettings::IniFormat), folder);
        window->show();
        return window;
    }

    // Opens the default model; false: the window says why it could not.
    static bool opens(MainWindow &window)
    {
        window.messageBar()->dismiss();
        window.open(QStringLiteral("default"));
        const auto ended = [&] { return !window.workbench().isLoading(); };
        return QTest::qWaitForWindowExposed(&window) && QTest::qWaitFor(ended, Patience) &&
               window.messageBar()->message().isEmpty();
    }

    // False: the window says why there is no answer.
    static bool answers(MainWindow &window)
    {
        auto *editor = window.findChild<QPlainTextEdit *>("question");
        editor->setPlainText("What is 47 + 85?");
        QTest::keyClick(editor, Qt::Key_Return);
        const auto begun = [&] { return window.workbench().isRunning() || !window.messageBar()->message().isEmpty(); };
        const auto ended = [&] { return !window.workbench().isRunning(); };
        return QTest::qWaitFor(begun, Patience) && QTest::qWaitFor(ended, Patience) &&
               !window.chat()->turns().empty() && window.chat()->turns().back()->answerText() == "132";
    }

private slots:
    void initTestCase()
    {
        qputenv("DEEPSCOPE_VALIDATE", "0"); // what is wrong on purpose need not be told
        const Faults counting;
        {
            const auto window = newWindow("counted");
            QVERIFY(opens(*window));
            QVERIFY(answers(*window));
        }
        for (const auto &[kind, name] : Kinds)
            m_calls[kind] = counting.calls(kind);
    }

    void aSentenceAndTheNextTryWorks_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("lost");
        for (const auto &[kind, name] : Kinds)
            QTest::newRow(name) << int(kind) << false;
        QTest::newRow("lost") << int(CallKind::Submit) << true;
    }

    void aSentenceAndTheNextTryWorks()
    {
        QFETCH(const int, kind);
        QFETCH(const bool, lost);
        const uint64_t calls = m_calls[CallKind(kind)];
        QVERIFY(calls > 0);
        const VkResult result = lost ? VK_ERROR_DEVICE_LOST : VK_ERROR_OUT_OF_DEVICE_MEMORY;
        for (const uint64_t call : std::set<uint64_t>{1, calls / 2 + 1, calls}) {
            const QString name = QString("%1 %2").arg(QTest::currentDataTag()).arg(call);
            int asked = 0;
            {
                Faults faults({result, CallKind(kind), call});
                const auto window = newWindow(name);
                const bool opened = opens(*window);
                const bool answered = opened && answers(*window);
                asked = opened;
                const QString failure = opened && !window->chat()->turns().empty()
                                            ? window->workbench().store().current()->failure()
                                            : window->messageBar()->message();
                QVERIFY2(answered || failure.endsWith('.'), qPrintable(name + ": " + failure));
                QVERIFY2(answered || failure.size() < 200, qPrintable(failure));

                faults.set({}); // the driver is well again
                QVERIFY2(opens(*window), qPrintable(window->messageBar()->message()));
                QVERIFY2(answers(*window), qPrintable(name));
                ++asked;
            }
            const ChatDatabase kept(m_folder.filePath(name) + "/chats.sqlite");
            int turns = 0;
            for (const ChatInfo &chat : kept.list())
                turns += int(kept.runs(chat.id).runs.size());
            QCOMPARE(turns, asked);
        }
    }
};

QTEST_MAIN(TestWindowFaults)
#include "tst_window_faults.moc"
