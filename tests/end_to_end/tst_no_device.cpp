// A machine without any Vulkan device: the window opens, says what to install, and shows recorded runs.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_details/token_details.h"

#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
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
            localEngine(), localLab(),
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat));
        m_window->show();
        m_window->open("default");
    }

    void saysWhatToInstall()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->messageBar()->message().isEmpty(), 30000);
        QVERIFY2(m_window->messageBar()->message().contains("Install "), qPrintable(m_window->messageBar()->message()));
        QVERIFY(!m_window->findChild<QPushButton *>("send")->isEnabled());
        QVERIFY(!m_window->workbench().isLoading());
    }

    // What is offered leads to something to look at, and not into an empty file dialog.
    void recordedExamplesAreOffered()
    {
        auto *offer = m_window->messageBar()->findChild<QPushButton *>();
        QCOMPARE(offer->text(), QString("Recorded examples"));
        QVERIFY(offer->isVisible());
        const QMenu *examples = offer->menu();
        QVERIFY(examples);
        QVERIFY(examples->actions().size() >= 3);
        for (const QAction *example : examples->actions()) // by their questions, which are read meanwhile
            QTRY_VERIFY2(example->text().contains(' '), qPrintable(example->text()));
        const auto inMenu = [&](const QMenu *menu) { return menu && menu->actions().contains(examples->menuAction()); };
        QVERIFY(inMenu(m_window->menuBar()->actions().front()->menu()));
        QVERIFY(examples->menuAction()->isVisible());
    }

    void recordedExamplesCanBeExplored()
    {
        for (QAction *example : m_window->messageBar()->findChild<QPushButton *>()->menu()->actions())
            explore(example);
        // What is looked at was made elsewhere; here is no model, and that stays said.
        QVERIFY(m_window->messageBar()->message().contains("Install "));
        QCOMPARE(m_window->statusBar()->findChild<ElidedLabel *>()->text(), QString("No model is loaded"));
    }

    void cleanupTestCase() { m_window.reset(); }

private:
    void explore(QAction *example)
    {
        RunStore &store = m_window->workbench().store();
        const int before = store.count();
        example->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(store.count(), before + 1, 30000);
        QTRY_VERIFY(store.current() && store.current()->state() != RunState::Working);
        const Run &run = *store.current();
        QCOMPARE(run.question(), example->text());
        QVERIFY(run.size() > 0);
        QVERIFY(!run.candidates(run.size() - 1).empty());
        QVERIFY(!run.sections().empty());
        const TurnView *turn = m_window->chat()->turns().back();
        QCOMPARE(turn->question()->toPlainText(), run.question());
        QVERIFY(!turn->answer()->toPlainText().isEmpty());

        m_window->workbench().selection().setFocus({run.size() - 1});
        QCOMPARE(m_window->findChild<QDockWidget *>("tokenDetails")->findChild<TokenDetails *>()->shownToken(),
                 run.size() - 1);
        QVERIFY(m_window->findChild<QDockWidget *>("experts")->findChild<ExpertsPanel *>()->shownMessage().kind ==
                PanelMessage::Kind::None);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestNoDevice)
#include "tst_no_device.moc"
