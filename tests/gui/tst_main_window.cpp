// The whole window on events that the test writes: what a person does, and what all parts show then.
#include "app/load_bar.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/token_text_view.h"
#include "panels/chat/turn_view.h"
#include "support/scripted_engine.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deepscope;

namespace {

struct Fixture {
    explicit Fixture(const QString &settingsFile)
        : window(test::scriptedEngine(log), std::make_unique<QSettings>(settingsFile, QSettings::IniFormat))
    {
        window.show();
    }

    void loadDefault()
    {
        window.open("default");
        send(test::smallModel());
    }

    void send(const Event &event)
    {
        log.send(event);
        QCoreApplication::processEvents();
    }

    void stream(size_t first, size_t last)
    {
        log.sendPieces(log.starts.back().run, test::additionPieces(), first, last);
        QCoreApplication::processEvents();
    }

    void type(const QString &question)
    {
        auto *editor = window.findChild<QPlainTextEdit *>("question");
        editor->setFocus();
        QTest::keyClicks(editor, question);
        QTest::keyClick(editor, Qt::Key_Return);
    }

    // A whole run, typed and answered.
    void ask()
    {
        type("What is 47 + 85?");
        stream(0, test::additionPieces().size());
        send(test::summaryOf(log.starts.back().run));
    }

    QString statusText() const
    {
        QStringList parts;
        for (const QLabel *label : window.statusBar()->findChildren<QLabel *>())
            parts << label->text();
        return parts.join(" | ");
    }

    test::EngineLog log;
    MainWindow window;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    QString newSettings() { return m_folder.filePath(QString("settings%1.ini").arg(++m_files)); }

private slots:
    void docksAreWhereTheDesignPutsThem()
    {
        Fixture f(newSettings());
        const auto area = [&](const char *name) {
            return f.window.dockWidgetArea(f.window.findChild<QDockWidget *>(name));
        };
        QCOMPARE(area("runs"), Qt::LeftDockWidgetArea);
        QCOMPARE(area("experts"), Qt::RightDockWidgetArea);
        QCOMPARE(area("memory"), Qt::RightDockWidgetArea);
        QCOMPARE(area("tokenDetails"), Qt::RightDockWidgetArea);
        QCOMPARE(area("tokens"), Qt::BottomDockWidgetArea);
    }

    void nothingIsCutAt1280x720()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.ask();
        const QSize smallest = f.window.minimumSizeHint();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 720,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        f.window.resize(1280, 720);
        QCoreApplication::processEvents();
        for (const QDockWidget *dock : f.window.findChildren<QDockWidget *>()) {
            const QSize needed = dock->widget()->minimumSizeHint();
            QVERIFY2(dock->widget()->visibleRegion().isEmpty() ||
                         (dock->widget()->width() >= needed.width() && dock->widget()->height() >= needed.height()),
                     qPrintable(dock->objectName()));
        }
        QVERIFY(f.window.chat()->width() >= 400);
    }

    void questionThoughtAnswer()
    {
        Fixture f(newSettings());
        f.loadDefault();
        QCOMPARE(f.log.loads.size(), size_t(1));
        QCOMPARE(f.log.loads[0].path, std::string("default"));
        f.type("What is 47 + 85?");
        QCOMPARE(f.log.starts.size(), size_t(1));
        const RunRequest &request = f.log.starts[0];
        QCOMPARE(request.chat.size(), size_t(1));
        QCOMPARE(request.chat[0].text, std::string("What is 47 + 85?"));
        QCOMPARE(request.sampling.temperature, 0.0F);
        QVERIFY(f.window.workbench().isRunning());
        auto *send = f.window.findChild<QPushButton *>("send");
        QCOMPARE(send->text(), QString("Stop"));

        f.stream(0, test::FirstThinkToken + 3);
        const TurnView *turn = f.window.chat()->turns().front();
        QVERIFY(turn->thought()->isOpen());
        QVERIFY(f.statusText().contains("Thinking"));
        f.stream(test::FirstThinkToken + 3, 24);
        QVERIFY(!turn->thought()->isOpen());
        QCOMPARE(turn->answer()->toPlainText(), QString("132"));
        f.send(test::summaryOf(request.run));
        QVERIFY(!f.window.workbench().isRunning());
        QCOMPARE(send->text(), QString("Send"));
        QVERIFY2(f.statusText().contains("context 24 of 512"), qPrintable(f.statusText()));
        QVERIFY2(f.statusText().contains("idle"), qPrintable(f.statusText()));
        QCOMPARE(f.window.findChild<QListView *>("runList")->model()->rowCount(), 1);
    }

    void tokenClickMovesTheFocusEverywhere()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.ask();
        TurnView *turn = f.window.chat()->turns().front();
        turn->thought()->setOpen(true);
        QCoreApplication::processEvents();
        TokenTextView *thought = turn->thought()->text();
        QTest::mouseClick(thought->viewport(), Qt::LeftButton, Qt::NoModifier,
                          thought->tokenRect(test::CarryToken).center());
        const Selection &selection = f.window.workbench().selection();
        QCOMPARE(selection.focus().token, test::CarryToken);
        const auto *line = f.window.findChild<QWidget *>("focusLine");
        QVERIFY(line->findChild<QLabel *>()->text().contains("carry"));

        // The text that was clicked has the keyboard now.
        QTest::keyClick(thought, Qt::Key_Right);
        QCOMPARE(selection.focus().token, test::CarryToken + 1);
        QTest::keyClick(thought, Qt::Key_Left);
        QTest::keyClick(thought, Qt::Key_Down);
        QVERIFY(selection.focus().layer >= 0);
        QTest::keyClick(thought, Qt::Key_Escape);
        QCOMPARE(selection.focus(), (Focus{test::CarryToken}));
        QTest::keyClick(thought, Qt::Key_Escape);
        QVERIFY(selection.focus().empty());
        QTest::keyClick(thought, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selection.focus().token, test::CarryToken);
        QVERIFY(!selection.follow());
        QTest::keyClick(thought, Qt::Key_End);
        QVERIFY(selection.follow());
    }

    void arrowKeysStayInTheEditor()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.ask();
        f.window.activateWindow();
        f.window.workbench().selection().setFocus({test::CarryToken});
        auto *editor = f.window.findChild<QPlainTextEdit *>("question");
        editor->setFocus();
        QTest::keyClicks(editor, "ab");
        QTest::keyClick(editor, Qt::Key_Left);
        QTest::keyClicks(editor, "x");
        QCOMPARE(editor->toPlainText(), QString("axb"));
        QCOMPARE(f.window.workbench().selection().focus().token, test::CarryToken);
    }

    void stopCancelsAndTheSessionGoesOn()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        f.window.actionTable().stop->trigger();
        QCOMPARE(f.log.cancels, 1);
        f.send(test::summaryOf(f.log.starts[0].run, FinishReason::Cancelled));
        QVERIFY(!f.window.workbench().isRunning());
        const auto *message = f.window.chat()->turns().front()->findChild<QLabel *>("turnMessage");
        QCOMPARE(message->text(), QString("Stopped."));
        f.ask();
        QCOMPARE(f.log.starts.size(), size_t(2));
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));
    }

    void earlierTurnsAreSentWhenWanted()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.ask();
        GenerationSettings settings = f.window.chat()->composer()->settings();
        QVERIFY(settings.earlierTurns);
        f.ask();
        const std::vector<ChatMessage> &chat = f.log.starts[1].chat;
        QCOMPARE(chat.size(), size_t(3));
        QVERIFY(chat[1].role == ChatMessage::Role::Assistant);
        QCOMPARE(chat[1].text, std::string("132"));
        QVERIFY(f.log.starts[1].chatTemplate.empty()); // the model's own
        settings.earlierTurns = false;
        settings.chatTemplate = "chatml";
        f.window.chat()->composer()->setSettings(settings);
        f.ask();
        QCOMPARE(f.log.starts[2].chat.size(), size_t(1));
        QCOMPARE(f.log.starts[2].chatTemplate, std::string("chatml"));
    }

    void failedLoadGivesItsSentenceAndTheModelStays()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.window.open("/models/broken.gguf");
        QVERIFY(!f.window.findChild<QPlainTextEdit *>("question")->isEnabled());
        f.send(Failure{ErrorKind::File, "broken.gguf ends in the middle of a tensor; copy it again.", true, 0});
        QCOMPARE(f.window.messageBar()->message(),
                 QString("broken.gguf ends in the middle of a tensor; copy it again."));
        QVERIFY(f.window.messageBar()->isVisible());
        QVERIFY(f.window.workbench().reasonAgainstAsking().isEmpty());
        f.ask();
        QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));
        f.window.messageBar()->dismiss();
        QVERIFY(f.window.messageBar()->message().isEmpty());
    }

    void withoutADeviceTheWindowSaysWhy()
    {
        Fixture f(newSettings());
        f.window.open("default");
        f.send(Failure{ErrorKind::Device, "No Vulkan device was found; install mesa-vulkan-drivers.", true, 0});
        QVERIFY(f.window.messageBar()->message().contains("mesa-vulkan-drivers"));
        QVERIFY(!f.window.workbench().reasonAgainstAsking().isEmpty());
        QVERIFY(!f.window.chat()->composer()->canSend());
        QVERIFY(f.window.actionTable().openRecording->isEnabled());
        // A recorded run can be explored all the same.
        f.window.workbench().chats().addRecording(
            {test::smallModel(), "What is 47 + 85?", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QCOMPARE(f.window.chat()->turns().front()->answer()->toPlainText(), QString("132"));
        QVERIFY(f.statusText().contains("Test device"));
    }

    void loadingIsShownAfterAMomentAndCanBeCancelled()
    {
        Fixture f(newSettings());
        f.window.open("default");
        QVERIFY(!f.window.loadBar()->isVisible());
        f.send(LoadProgress{"reading weights", 0.5});
        QTRY_VERIFY(f.window.loadBar()->isVisible());
        const auto *doing = f.window.loadBar()->findChild<QLabel *>();
        QTRY_VERIFY2(doing->text().contains("reading weights"), qPrintable(doing->text()));
        QCOMPARE(f.window.loadBar()->findChild<QProgressBar *>()->value(), 500);
        QTest::mouseClick(f.window.loadBar()->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(f.log.cancels, 1);
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled.", true, 0});
        QVERIFY(!f.window.loadBar()->isVisible());
        QVERIFY(!f.window.messageBar()->isVisible());
    }

    void layoutIsSavedRestoredAndReset()
    {
        const QString file = newSettings();
        {
            Fixture f(file);
            f.window.findChild<QDockWidget *>("experts")->close();
            f.window.addDockWidget(Qt::LeftDockWidgetArea, f.window.findChild<QDockWidget *>("memory"));
            f.window.close();
        }
        Fixture f(file);
        auto *experts = f.window.findChild<QDockWidget *>("experts");
        auto *memory = f.window.findChild<QDockWidget *>("memory");
        QVERIFY(experts->isHidden());
        QCOMPARE(f.window.dockWidgetArea(memory), Qt::LeftDockWidgetArea);
        f.window.actionTable().resetLayout->trigger();
        QVERIFY(!experts->isHidden());
        QCOMPARE(f.window.dockWidgetArea(memory), Qt::RightDockWidgetArea);
    }

    void themeIsChosenAndKept()
    {
        const QString file = newSettings();
        {
            Fixture f(file);
            f.window.actionTable().themeDark->trigger();
            QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
            f.window.actionTable().themeLight->trigger();
            QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
            f.window.actionTable().themeDark->trigger();
        }
        Fixture f(file);
        QVERIFY(f.window.actionTable().themeDark->isChecked());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        f.window.actionTable().themeSystem->trigger();
    }

    void everyControlHasAName()
    {
        Fixture f(newSettings());
        f.loadDefault();
        f.ask();
        for (const QWidget *widget : f.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget == widget->window())
                continue;
            if (widget->objectName().startsWith("qt_") || qobject_cast<const QMenuBar *>(widget))
                continue;
            if (widget->metaObject()->inherits(&QScrollArea::staticMetaObject))
                continue; // what it holds has a name
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(QString("%1 \"%2\" in %3")
                                    .arg(widget->metaObject()->className(), widget->objectName(),
                                         widget->parentWidget()->metaObject()->className())));
        }
    }

    void shortcutsAreUnique()
    {
        Fixture f(newSettings());
        QHash<QString, QString> taken;
        for (const QAction *action : f.window.actions()) {
            const QString keys = action->shortcut().toString();
            if (keys.isEmpty())
                continue;
            QVERIFY2(!taken.contains(keys), qPrintable(keys + ": " + taken.value(keys) + ", " + action->text()));
            taken.insert(keys, action->text());
        }
        QVERIFY(taken.size() > 20);
    }

    void droppedFilesAreOpened()
    {
        Fixture f(newSettings());
        f.loadDefault();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile("/models/other.gguf")});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&f.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&f.window, &drop);
        QCOMPARE(f.log.loads.size(), size_t(2));
        QCOMPARE(f.log.loads[1].path, std::string("/models/other.gguf"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
