// The whole window: what a person does, and what all parts show then.
#include "app/load_bar.h"
#include "app/message_bar.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/memory/memory_now_view.h"
#include "panels/memory/memory_panel.h"
#include "panels/memory/memory_plan_view.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"
#include "support/window_fixture.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

using namespace deepscope;
using Fixture = test::WindowFixture;

class TestMainWindow : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void aSuggestionLeavesTheKeyboardInTheComposer()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        auto *suggestion = f.window.findChild<QPushButton *>("suggestion");
        suggestion->setFocus();
        QTest::mouseClick(suggestion, Qt::LeftButton);
        QCoreApplication::processEvents();
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.window.focusWidget(), f.editor());
    }

    void questionThoughtAnswer()
    {
        Fixture f(m_settings.newFile());
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
        QVERIFY2(f.statusText().contains("100 tokens/s"), qPrintable(f.statusText()));
        f.stream(test::FirstThinkToken + 3, 24);
        QVERIFY(turn->thought()->isOpen()); // until the next question
        QCOMPARE(turn->answer()->toPlainText(), QString("132"));
        f.send(test::summaryOf(request.run));
        QVERIFY(!f.window.workbench().isRunning());
        QCOMPARE(send->text(), QString("Send"));
        QVERIFY2(f.statusText().contains("Context 24 of 512"), qPrintable(f.statusText()));
        QVERIFY2(f.statusText().contains("Idle"), qPrintable(f.statusText()));
        QVERIFY2(!f.statusText().contains("tokens/s"), qPrintable(f.statusText()));    // nothing is being made
        QCOMPARE(f.window.findChild<QListView *>("chatList")->model()->rowCount(), 2); // a day and the chat
    }

    // Status line and memory speak of the engine, whatever run is looked at.
    void anotherContextIsUsedAndShown()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        emit f.window.findChild<MemoryPanel *>()->contextWanted(300);
        test::EngineLog &log = f.log;
        QCOMPARE(log.loads.back().context, 300U);
        LoadedModel shorter = test::smallModel();
        shorter.memory.context = 300;
        shorter.memory.cacheBytes = 300 * 240;
        f.send(shorter);
        QVERIFY(f.window.workbench().store().current()); // the run of 512 is still looked at
        QVERIFY2(f.statusText().contains("Context 0 of 300"), qPrintable(f.statusText()));
        QVERIFY2(f.statusText().startsWith("Deepscope default on Test device"), qPrintable(f.statusText()));
        QCOMPARE(f.window.findChild<MemoryPlanView *>()->contextBox()->value(), 300);
        const auto *now = f.window.findChild<MemoryNowView *>();
        QCOMPARE(now->bars()->rows().front().label, QString("In the device now: 0 of 300 tokens"));
        QCOMPARE(now->bars()->rows()[size_t(now->runHeading())].label,
                 QString("When this run ended: 24 of 512 tokens, 5.63 KiB"));

        // A run goes on while another chat is looked at, of another model.
        f.type("And 48 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        QVERIFY2(f.statusText().contains("Context 13 of 300"), qPrintable(f.statusText()));
        LoadedModel other = test::smallModel("/models/other.gguf");
        other.device.name = "Other device";
        f.window.workbench().chats().addRecording(
            {other, "A recording", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QVERIFY2(f.statusText().contains("Context 13 of 300"), qPrintable(f.statusText()));
        QVERIFY(!f.statusText().contains("Other device"));
        f.stream(test::FirstThinkToken + 3, test::FirstThinkToken + 8);
        QVERIFY2(f.statusText().contains("Context 18 of 300"), qPrintable(f.statusText()));
        QVERIFY2(f.statusText().contains("100 tokens/s"), qPrintable(f.statusText()));
        QCOMPARE(now->bars()->rows().front().label, QString("In the device now: 18 of 300 tokens"));
        QCOMPARE(now->bars()->rows()[size_t(now->runHeading())].label,
                 QString("When this run ended: 24 of 512 tokens, 5.63 KiB"));
    }

    void aPlannedFileIsOpenedAsItWasPlanned()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.window.setOverrides({"llvm", 0, CacheType::F32}); // which hold until a person chooses
        auto *plan = f.window.findChild<MemoryPlanView *>();
        emit plan->openWanted("default", {{}, 100, CacheType::F16}); // on the device that it is on
        QCOMPARE(f.log.loads.back().path, std::string("default"));
        QCOMPARE(f.log.loads.back().device, std::string("llvm"));
        emit plan->openWanted("/models/other.gguf", {{}, 200, CacheType::Q8_0}); // on the best
        QCOMPARE(f.log.loads.back().path, std::string("/models/other.gguf"));
        QCOMPARE(f.log.loads.back().context, 200U);
        QCOMPARE(f.log.loads.back().cacheType, CacheType::Q8_0);
        QCOMPARE(f.log.loads.back().device, std::string());
        emit plan->openWanted("/models/other.gguf", {"Other device", 100, CacheType::F16});
        QCOMPARE(f.log.loads.back().device, std::string("Other device"));
    }

    void tokenClickMovesTheFocusEverywhere()
    {
        Fixture f(m_settings.newFile());
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
        QVERIFY(line->findChild<ElidedLabel *>()->text().contains("carry"));

        // The text that was clicked has the keyboard now.
        QTest::keyClick(thought, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(selection.focus().token, test::CarryToken + 1);
        QTest::keyClick(thought, Qt::Key_Left, Qt::ControlModifier);
        QTest::keyClick(thought, Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(selection.focus().layer >= 0);
        QTest::keyClick(thought, Qt::Key_Escape);
        QCOMPARE(selection.focus(), (Focus{test::CarryToken}));
        QTest::keyClick(thought, Qt::Key_Escape);
        QVERIFY(selection.focus().empty());
        QTest::keyClick(thought, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selection.focus().token, test::CarryToken);
        QVERIFY(!selection.follow());
        QTest::keyClick(thought, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(selection.follow());
    }

    void arrowKeysStayInTheEditor()
    {
        Fixture f(m_settings.newFile());
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
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        f.window.actionTable().stop->trigger();
        QCOMPARE(f.log.cancelled, std::vector<uint32_t>({f.log.starts[0].run}));
        QCOMPARE(f.log.cancels, 0); // what else the engine is asked goes on
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
        Fixture f(m_settings.newFile());
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

    void loadingIsShownAfterAMomentAndCanBeCancelled()
    {
        Fixture f(m_settings.newFile());
        f.window.open("default");
        QVERIFY(!f.window.loadBar()->isVisible());
        f.send(LoadProgress{"reading weights", 0.5});
        QTRY_VERIFY(f.window.loadBar()->isVisible());
        const auto *doing = f.window.loadBar()->findChild<ElidedLabel *>();
        QTRY_VERIFY2(doing->text().contains("reading weights"), qPrintable(doing->text()));
        QCOMPARE(f.window.loadBar()->findChild<QProgressBar *>()->value(), 500);
        QTest::mouseClick(f.window.loadBar()->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(f.log.cancels, 1);
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QVERIFY(!f.window.loadBar()->isVisible());
        QVERIFY(!f.window.messageBar()->isVisible());
    }

    void themeIsChosenAndKept()
    {
        const QString file = m_settings.newFile();
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
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        f.window.messageBar()->showMessage("A sentence.", {"A way out", [] {}});
        for (const QWidget *widget : f.window.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget == widget->window())
                continue;
            if (widget->objectName().startsWith("qt_") || qobject_cast<const QMenuBar *>(widget))
                continue;
            if (widget->metaObject()->inherits(&QScrollArea::staticMetaObject))
                continue; // what it holds has a name
            if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->text().isEmpty())
                continue; // it says nothing yet
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(QString("%1 \"%2\" in %3")
                                    .arg(widget->metaObject()->className(), widget->objectName(),
                                         widget->parentWidget()->metaObject()->className())));
        }
    }

    void shortcutsAreUnique()
    {
        Fixture f(m_settings.newFile());
        for (QAction *mode : {f.window.actionTable().modeChat, f.window.actionTable().modeLearning}) {
            mode->trigger();
            QHash<QString, QString> taken;
            for (const QAction *action : f.window.actions()) {
                const QString keys = action->shortcut().toString();
                if (keys.isEmpty() || !action->isVisible()) // the other mode's
                    continue;
                QVERIFY2(!taken.contains(keys), qPrintable(keys + ": " + taken.value(keys) + ", " + action->text()));
                taken.insert(keys, action->text());
            }
            QVERIFY2(taken.size() > 10, qPrintable(mode->text()));
        }
    }

    void droppedFilesAreOpened()
    {
        Fixture f(m_settings.newFile());
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

    // Which is JSON, as chats are.
    void aDroppedListAltersExperts()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        QFile list(m_settings.filePath("dropped.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("[\n  {\"layer\": 1, \"expert\": 3, \"action\": \"off\"}\n]");
        list.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(list.fileName())});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&f.window, &enter);
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&f.window, &drop);
        QVERIFY(f.window.workbench().trials().switches.of(1, 3) == ExpertSwitch::Off);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
