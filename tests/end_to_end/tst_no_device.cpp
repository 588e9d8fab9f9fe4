// A machine without any Vulkan device: the window opens, says what to install, and shows recorded runs.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/real_engine.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/token_text_view.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/token_details/token_details.h"

#include <QDir>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

class TestNoDevice : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The loader finds no driver: what a machine without one looks like. CTest says so too.
        qputenv("VK_DRIVER_FILES", "/nonexistent.json");
        qputenv("VK_ICD_FILENAMES", "/nonexistent.json");
        m_window = std::make_unique<MainWindow>(
            realEngine(), std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat));
        m_window->show();
        m_window->open("default");
    }

    void saysWhatToInstall()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->messageBar()->message().isEmpty(), 30000);
        QVERIFY2(m_window->messageBar()->message().contains("Install "), qPrintable(m_window->messageBar()->message()));
        QVERIFY(!m_window->findChild<QPlainTextEdit *>("question")->isEnabled());
        QVERIFY(!m_window->workbench().isLoading());
    }

    void recordedRunsCanBeExplored()
    {
        const QDir folder(QStringLiteral(DEEPSCOPE_RESOURCES "/recorded"));
        const QFileInfoList files = folder.entryInfoList({"*.run"});
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            explore(file.filePath());
    }

    void cleanupTestCase() { m_window.reset(); }

private:
    void explore(const QString &path)
    {
        RunStore &store = m_window->workbench().store();
        const int before = store.count();
        m_window->open(path);
        QTRY_COMPARE_WITH_TIMEOUT(store.count(), before + 1, 30000);
        QTRY_VERIFY(store.current() && store.current()->state() != RunState::Working);
        const Run &run = *store.current();
        QVERIFY(run.size() > 0);
        QVERIFY(!run.sections().empty());
        const TurnView *turn = m_window->chat()->turns().back();
        QCOMPARE(turn->question()->toPlainText(), run.question());
        QVERIFY(!turn->answer()->toPlainText().isEmpty());

        m_window->workbench().selection().setFocus({run.size() - 1});
        QCOMPARE(m_window->findChild<TokenDetails *>()->shownToken(), run.size() - 1);
        QVERIFY(m_window->findChild<ExpertsPanel *>()->shownMessage().kind == PanelMessage::Kind::None);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestNoDevice)
#include "tst_no_device.moc"
