// What stands between a question and the model: another model, an answer under way. Nothing that was written is lost,
// and nothing is decided in silence.
#include "app/model_button.h"
#include "panels/chat/composer.h"
#include "support/question_fixture.h"

#include <QAction>
#include <QMenu>

using namespace deepscope;
using test::Other;
using Fixture = test::QuestionFixture;

class TestWindowQuestions : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void aChatGoesOnWithAnotherModelWhenAPersonSaysSo()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        QVERIFY(f.sentence().isEmpty());
        f.load(Other);
        QCOMPARE(f.turns().size(), size_t(1)); // the chat stays in view
        QCOMPARE(f.sentence(), QString("This chat was with Deepscope default."));
        QCOMPARE(f.offers(), (QStringList{"Load Deepscope default", "Continue Here with other"}));
        f.type("And 12 + 5?");
        QCOMPARE(f.log.starts.size(), size_t(1)); // refused, and nothing is lost
        QCOMPARE(f.editor()->toPlainText(), QString("And 12 + 5?"));
        QVERIFY(f.editor()->isEnabled() && !f.window.chat()->composer()->canSend());
        QCOMPARE(f.window.findChild<QPushButton *>("send")->toolTip(), f.sentence());

        f.choose("Continue Here with other");
        QVERIFY(f.sentence().isEmpty());
        QCOMPARE(f.window.focusWidget(), f.editor());
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QCOMPARE(f.log.starts.size(), size_t(2));
        QCOMPARE(f.log.starts[1].chat.size(), size_t(3)); // with the history
        QCOMPARE(f.log.starts[1].chat[1].text, std::string("132"));
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts[1].run));
        QCOMPARE(f.turns().size(), size_t(2));
        QCOMPARE(f.chats().all().size(), size_t(1));

        // Each turn knows its own model.
        QCOMPARE(f.store().run(f.turns()[0]->run())->model().info.path, std::string("default"));
        QCOMPARE(f.store().run(f.turns()[1]->run())->model().info.path, std::string(Other));
        f.store().setCurrent(f.turns()[0]->run());
        QCOMPARE(f.store().shownModel()->info.path, std::string("default"));
        QVERIFY(f.sentence().isEmpty());
        f.ask();
        QCOMPARE(f.log.starts[2].chat.size(), size_t(5));

        // Now the chat is with that one.
        f.load("default");
        QTRY_VERIFY(f.sentence().startsWith("This chat was with other, whose file")); // it never was
        f.window.actionTable().newChat->trigger();
        QVERIFY(f.sentence().isEmpty());
        f.ask();
        QCOMPARE(f.log.starts[3].chat.size(), size_t(1));
    }

    void theModelOfAChatCanBeLoaded()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        f.load(Other);
        f.editor()->setPlainText("And 12 + 5?");
        QWidget *load = f.window.chat()->notice()->buttons().front();
        f.editor()->setFocus(); // by keyboard alone
        QTest::keyClick(f.editor(), Qt::Key_Backtab);
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Backtab);
        QCOMPARE(f.window.focusWidget(), load);
        QTest::keyClick(load, Qt::Key_Space);
        QCOMPARE(f.log.loads.back().path, std::string("default"));
        QCOMPARE(f.sentence(), QString("Another model is being loaded."));
        f.send(test::smallModel());
        QVERIFY(f.sentence().isEmpty());
        QCOMPARE(f.editor()->toPlainText(), QString("And 12 + 5?"));
        f.pressEnter();
        QCOMPARE(f.log.starts[1].chat.size(), size_t(3));
    }

    void aChatThatWentOnWithAnotherModelIsThereAgain()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("mixed");
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.ask();
        }
        {
            Fixture f(settings, folder);
            f.window.open("/models/other.gguf");
            f.send(test::smallModel("/models/other.gguf"));
            QTRY_COMPARE(f.chats().all().size(), size_t(1));
            f.chats().open(f.chats().all()[0].info.id);
            QTRY_VERIFY(f.store().current());
            QVERIFY(f.chats().continuation() == Continuation::OtherModel);
            f.chats().goOnWithModelInUse();
            f.ask();
            QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
        }
        Fixture f(settings, folder);
        f.window.open("/models/other.gguf");
        f.send(test::smallModel("/models/other.gguf"));
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        QCOMPARE(f.chats().all()[0].info.modelPath, QString("/models/other.gguf"));
        f.chats().open(f.chats().all()[0].info.id);
        QTRY_VERIFY(f.store().current());
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        QCOMPARE(f.store().run(f.chats().shown()[0])->model().info.path, std::string("default"));
        QCOMPARE(f.store().run(f.chats().shown()[1])->model().info.path, std::string("/models/other.gguf"));
        QVERIFY(f.chats().continuation() == Continuation::GoesOn);
    }

    void turnsThatWereLeftOutStayOut()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("left out");
        {
            Fixture f(settings, folder);
            f.loadDefault();
            for (int turn = 0; turn < 3; ++turn)
                f.ask();
            f.chats().leaveOut(2);
            f.ask();
            QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
            QCOMPARE(f.log.starts.back().leftOut.size(), size_t(2));
        }
        Fixture f(settings, folder);
        f.loadDefault();
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.chats().open(f.chats().all()[0].info.id);
        QTRY_VERIFY(f.store().current());
        QCOMPARE(f.chats().shownChat()->leftOut, 2);
        f.ask();
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5)); // two of four, and the question
    }

    void aModelWhoseFileIsGoneIsNotOffered()
    {
        Fixture f(m_settings.newFile());
        f.load(Other);
        f.ask();
        f.load("default");
        QTRY_COMPARE(f.sentence(), QString("This chat was with other, whose file is no longer there."));
        QCOMPARE(f.offers(), QStringList{"Continue Here with Deepscope default"});

        // The same path with another file.
        f.window.open(Other);
        LoadedModel changed = test::smallModel(Other);
        changed.info.fileBytes = 7;
        f.send(changed);
        QCOMPARE(f.sentence(), QString("The file of other has changed since this chat."));
        QCOMPARE(f.offers(), QStringList{"Continue Here with other"});
        f.choose("Continue Here with other");
        f.ask();
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
    }

    void tryingAgainWithAnotherModelAsksToo()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken);
        f.refuse("The device was lost.");
        f.load(Other);
        auto *again = f.turns().front()->findChild<QPushButton *>("tryAgain");
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));
        f.choose("Continue Here with other");
        f.pressEnter();
        QCOMPARE(f.log.starts.size(), size_t(2));
        QCOMPARE(f.log.starts[1].chat.size(), size_t(1)); // the failed turn has no answer to send
        QCOMPARE(f.window.focusWidget(), f.editor());
    }

    void aRecordingIsNoChatToContinue()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.chats().addRecording(
            {test::smallModel(Other), "Recorded?", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QCOMPARE(f.sentence(), QString("This is a recorded run; a question begins a new chat."));
        QVERIFY(f.editor()->placeholderText().contains("new chat"));
        QCOMPARE(f.notSent(), QList<bool>{false});
        f.ask();
        QVERIFY(f.sentence().isEmpty());
        QCOMPARE(f.log.starts[0].chat.size(), size_t(1));
        QCOMPARE(f.chats().all().size(), size_t(2));
    }

    // The button that is pressed has nothing to do any more, and the keyboard goes on with the next question.
    void sendAndStopByMouseLeaveTheKeyboardToTheQuestion()
    {
        Fixture f(m_settings.newFile());
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.loadDefault();
        auto *send = f.window.findChild<QPushButton *>("send");
        f.write("What is 47 + 85?");
        QTest::mouseClick(send, Qt::LeftButton);
        f.settle();
        QCOMPARE(f.log.starts.size(), size_t(1));
        f.stream(0, 5);
        QTest::mouseClick(send, Qt::LeftButton);
        f.send(test::summaryOf(f.log.starts[0].run, FinishReason::Cancelled));
        QCOMPARE(QApplication::focusWidget(), f.editor());
        f.write("And 1 + 2?");
        QTest::mouseClick(send, Qt::LeftButton);
        f.settle();
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts[1].run));
        QTest::keyClicks(QApplication::focusWidget(), "next one");
        QCOMPARE(f.editor()->toPlainText(), QString("next one"));
    }

    void anotherModelWaitsForTheAnswer()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        f.window.open(Other);
        QCOMPARE(f.log.cancels, 0);
        QCOMPARE(f.log.loads.size(), size_t(1));
        QCOMPARE(f.sentence(), QString("Stop the answer to load other?"));
        QCOMPARE(f.offers(), (QStringList{"Stop and Load", "Keep Answering"}));
        f.choose("Keep Answering");
        QVERIFY(f.sentence().isEmpty());
        f.stream(test::FirstThinkToken + 3, 24);
        f.send(test::summaryOf(f.log.starts[0].run));
        QCOMPARE(f.log.loads.size(), size_t(1));

        f.type("What is 47 + 85?");
        f.window.open(Other);
        f.choose("Stop and Load");
        QCOMPARE(f.log.cancels, 1);
        QCOMPARE(f.log.loads.back().path, std::string(Other));
        f.send(test::summaryOf(f.log.starts[1].run, FinishReason::Cancelled));
        f.send(test::smallModel(Other));
        QCOMPARE(f.log.loads.size(), size_t(2));

        // An answer that ends by itself needs no decision.
        f.window.actionTable().newChat->trigger();
        f.type("What is 47 + 85?");
        f.window.open("default");
        QCOMPARE(f.log.loads.size(), size_t(2));
        f.send(test::summaryOf(f.log.starts[2].run));
        QCOMPARE(f.log.loads.size(), size_t(3));
        QCOMPARE(f.log.cancels, 1);
    }

    void theMenuMarksTheModelInUse()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        const QMenu *menu = f.window.findChild<ModelButton *>()->menu();
        const auto marked = [menu] {
            QStringList names;
            for (const QAction *action : menu->actions())
                if (action->isChecked())
                    names << action->text();
            return names;
        };
        QCOMPARE(marked(), QStringList{"Deepscope default"});
        f.load(Other);
        QCOMPARE(marked(), QStringList{"other"});
        menu->actions().first()->trigger(); // the default model; it is not there yet
        QCOMPARE(f.log.loads.back().path, std::string("default"));
        QCOMPARE(marked(), QStringList{"other"});
        f.send(Failure{ErrorKind::Device, "There is no memory."});
        QCOMPARE(marked(), QStringList{"other"});
    }
};

QTEST_MAIN(TestWindowQuestions)
#include "tst_window_questions.moc"
