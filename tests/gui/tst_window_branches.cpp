// Branches of a chat and changes that are not sent so far: nothing that was written is lost, and what is asked is seen.
#include "models/chat_list_model.h"
#include "models/recorded_run.h"
#include "panels/chat/thought_editor.h"
#include "panels/chat/thought_section.h"
#include "panels/experts/alteration_bar.h"
#include "support/versions_fixture.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : VersionsFixture {
    using VersionsFixture::VersionsFixture;

    void changeQuestion(size_t place, const QString &question)
    {
        edit(place);
        editor()->setPlainText(question);
        QVERIFY(settle());
    }
    void submit(int answers = 1)
    {
        composer()->submitTimes(answers);
        QVERIFY(settle());
    }
    QPushButton *tryAgain(size_t place) { return turn(place)->findChild<QPushButton *>("tryAgain"); }
    QPlainTextEdit *thoughtEditor(size_t place) { return turn(place)->thought()->editor()->editor(); }
};

} // namespace

class TestWindowBranches : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    // The engine is busy, other versions are walked to, another chat is shown: what was written stays.
    void aChangedThoughtIsNotLost()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        f.press(f.tryAgain(1));
        f.answer();
        f.turn(0)->thought()->setOpen(true);
        f.press(f.turn(0)->thought()->editButton());
        f.thoughtEditor(0)->setPlainText("7 + 5 = 13?");
        f.press(f.walker(1)->previousButton());
        QVERIFY(f.turn(0)->thought()->editor());
        QCOMPARE(f.thoughtEditor(0)->toPlainText(), QString("7 + 5 = 13?"));
        const QString chat = f.bench().chats().shownId();
        f.bench().chats().beginNew();
        f.bench().chats().open(chat);
        QCOMPARE(f.thoughtEditor(0)->toPlainText(), QString("7 + 5 = 13?"));
        f.type("Thanks");
        f.press(f.turn(0)->thought()->editor()->thinkButton()); // an answer is under way
        QCOMPARE(f.thoughtEditor(0)->toPlainText(), QString("7 + 5 = 13?"));
        f.answer();
        const size_t before = f.log.starts.size();
        f.press(f.turn(0)->thought()->editor()->thinkButton());
        QCOMPARE(f.log.starts.size(), before + 1);
        QCOMPARE(f.log.starts.back().beginning.text, std::string("3?"));
        f.answer();
        f.press(f.walker(0)->previousButton());
        QVERIFY(!f.turn(0)->thought()->editor()); // it was sent
    }

    void aChangedQuestionIsNotLost()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        f.changeQuestion(0, "What is 7 + 5?");
        f.press(f.tryAgain(1)); // of another turn
        f.answer();
        QVERIFY(f.composer()->isEditing());
        QCOMPARE(f.editor()->toPlainText(), QString("What is 7 + 5?"));
        QVERIFY(!f.turn(0)->findChild<QToolButton *>("editQuestion")->isEnabled());
        const QString chat = f.bench().chats().shownId();
        f.bench().chats().beginNew();
        QVERIFY(f.editor()->toPlainText().isEmpty());
        f.bench().chats().open(chat);
        f.edit(0);
        QCOMPARE(f.editor()->toPlainText(), QString("What is 7 + 5?"));
        QTest::keyClick(f.editor(), Qt::Key_Escape); // given up
        f.edit(0);
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));
    }

    // What is written beside a change is the draft that a restart brings back, not the change.
    void theDraftIsKept()
    {
        const QString settings = m_settings.newFile(), data = m_settings.filePath("drafts");
        {
            Fixture f(settings, data);
            f.ask();
            f.editor()->setPlainText("a draft");
            f.changeQuestion(0, "What is 7 + 5?");
        }
        Fixture f(settings, data);
        QTRY_COMPARE(f.bench().chats().all().size(), size_t(1));
        f.bench().chats().open(f.bench().chats().all().front().info.id);
        QTRY_COMPARE(f.editor()->toPlainText(), QString("a draft"));
    }

    // The turn that is changed may be of a branch that is not shown any more: its answer is.
    void theAnswerToAChangeIsShown()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        f.changeQuestion(0, "What is 7 + 5?");
        f.submit();
        f.answer();
        f.press(f.walker(0)->previousButton());
        f.changeQuestion(1, "And 2 more?");
        f.press(f.walker(0)->nextButton());
        QCOMPARE(f.turns().size(), size_t(1));
        f.submit();
        QCOMPARE(f.turns().size(), size_t(2));
        QCOMPARE(f.turn(0)->question()->toPlainText(), QString("What is 47 + 85?"));
        QCOMPARE(f.turn(1)->question()->toPlainText(), QString("And 2 more?"));
        QVERIFY(f.turn(1)->holds(f.log.starts.back().run));
        f.answer();
    }

    // The buttons of a walker keep the keyboard, so that one can walk on.
    void theKeyboardWalksOn()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        for (int version = 0; version < 2; ++version) {
            f.press(f.tryAgain(0));
            f.answer();
        }
        QCOMPARE(f.walker(0)->words(), QString("3 of 3"));
        f.walker(0)->previousButton()->setFocus();
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Space);
        QCOMPARE(f.walker(0)->words(), QString("2 of 3"));
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Space);
        QCOMPARE(f.walker(0)->words(), QString("1 of 3"));
        QVERIFY(f.window.focusWidget() == f.walker(0)->nextButton()); // the other one leads nowhere
    }

    // Answers that were asked together agree, as those of a new question do; walking away and back keeps what followed.
    void severalAnswersToAChange()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.edit(0);
        f.submit(2);
        const uint32_t first = f.log.starts[1].run, second = f.log.starts[2].run;
        QVERIFY(!f.bench().chats().shownChat()->turns.isChosen(first));
        for (const uint32_t run : {first, second})
            f.log.sendPieces(run, additionPieces(), 0, additionPieces().size());
        f.send(summaryOf(first, FinishReason::Cancelled));
        f.send(summaryOf(second));
        QCOMPARE(f.bench().chats().shown(), std::vector<uint32_t>{second}); // the one that ended by itself
        QCOMPARE(f.bench().chats().shownChat()->info.turns, 1);             // of one question
        f.type("Thanks");
        f.answer();
        const std::vector<uint32_t> shown = f.bench().chats().shown();
        f.press(f.walker(0)->previousButton());
        QCOMPARE(f.turns().size(), size_t(1));
        f.press(f.walker(0)->nextButton());
        QCOMPARE(f.bench().chats().shown(), shown);
    }

    void thoughtsOpenBesideEachOther()
    {
        Fixture f(m_settings.newFile());
        f.editor()->setPlainText("What is 47 + 85?");
        QVERIFY(f.settle());
        f.submit(2);
        const AnswersView *answers = f.turn(0)->answers();
        QToolButton *thoughts = answers->thoughtsButton();
        QVERIFY(!thoughts->isVisibleTo(&f.window)); // there are none so far
        for (const RunRequest &start : f.log.starts) {
            f.log.sendPieces(start.run, additionPieces(), 0, additionPieces().size());
            f.send(summaryOf(start.run));
        }
        QVERIFY(thoughts->isVisibleTo(&f.window));
        const auto open = [&] {
            return answers->all()[0]->thought()->isOpen() && answers->all()[1]->thought()->isOpen();
        };
        QVERIFY(!open());
        f.press(thoughts);
        QVERIFY(open());
        f.type("And now?"); // a newer turn folds what a person has not opened
        QVERIFY(open());
        f.press(thoughts);
        QVERIFY(!open());
    }

    // What it began with was written by the experts as they were.
    void altersWhatWasGoneOnWith()
    {
        Fixture f(m_settings.newFile());
        f.type("What is 47 + 85?");
        f.stream(0, 15);
        f.send(summaryOf(f.log.starts.back().run, FinishReason::TokenLimit));
        f.press(f.turn(0)->findChild<QPushButton *>("continueAnswer"));
        f.answer();
        f.bench().answerAgain({.experts = {{1, 3, ExpertAction::Off, 0}}});
        QCOMPARE(f.log.starts.size(), size_t(3));
        QVERIFY(f.log.starts.back().beginning.empty());
        f.answer();
        QCOMPARE(f.turns().size(), size_t(1));
        QCOMPARE(f.turn(0)->answers()->all().size(), size_t(2));
    }

    void aRecordingStaysAsItIs()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const RecordedRun recorded = recordedRun(f.run(f.log.starts.back().run));
        f.bench().chats().addRecording(recorded);
        QCoreApplication::processEvents();
        QVERIFY(!f.turn(0)->findChild<QToolButton *>("editQuestion")->isVisibleTo(&f.window));
        QVERIFY(!f.tryAgain(0)->isVisibleTo(&f.window));
        QVERIFY(!f.turn(0)->thought()->editButton()->isVisibleTo(&f.window));
        f.bench().chats().beginVersion(f.bench().store().current()->id());
        QCOMPARE(f.bench().chats().versionOf(), 0U);
    }

    // A file does not hold what a model's makers advise; it is the same model all the same.
    void goesOnAfterARestart()
    {
        const QString settings = m_settings.newFile(), data = m_settings.filePath("restart");
        LoadedModel advised = smallModel();
        advised.info.chatSamplingSource = "its makers";
        advised.info.remarks = {"It is small."};
        {
            Fixture f(settings, data);
            f.window.open("advised");
            f.send(advised);
            f.ask();
        }
        Fixture f(settings, data);
        f.window.open("advised");
        f.send(advised);
        QTRY_COMPARE(f.bench().chats().all().size(), size_t(1));
        f.bench().chats().open(f.bench().chats().all().front().info.id);
        QTRY_COMPARE(f.turns().size(), size_t(1));
        f.press(f.tryAgain(0));
        QCOMPARE(f.log.starts.size(), size_t(1));
        f.answer();
        QCOMPARE(f.bench().reasonAgainstAnsweringAgain(), QString());
        f.bench().trials().switches.set(1, 3, ExpertSwitch::Off);
        QTRY_COMPARE(f.log.comparisons.size(), size_t(1));
    }

    // Nobody wrote the question of a version that a button began, and the answer before it counts again.
    void aVersionThatFailsLeavesNothing()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const uint32_t first = f.log.starts.back().run;
        f.press(f.tryAgain(0));
        f.refuse("The prompt has too many tokens.");
        QVERIFY(f.editor()->toPlainText().isEmpty());
        QCOMPARE(f.bench().chats().shown(), std::vector<uint32_t>{first});
    }
};

QTEST_MAIN(TestWindowBranches)
#include "tst_window_branches.moc"
