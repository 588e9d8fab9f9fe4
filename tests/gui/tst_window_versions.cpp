// Versions of a turn in the window: a question that is edited or answered anew, an answer that goes on with another
// token or thought or where it was cut off; walked through, counted, kept, and with their beginnings' figures.
#include "models/branch_figures.h"
#include "models/chat_list_model.h"
#include "models/phase_figures.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_editor.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/chat/version_walker.h"
#include "panels/shared/quiet_table.h"
#include "panels/token_details/token_details.h"
#include "support/versions_fixture.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace deepscope;
using namespace deepscope::test;

class TestWindowVersions : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;
    QTemporaryDir m_data;

private slots:
    void anEditedQuestionIsAnotherVersion()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        QCOMPARE(f.turns().size(), size_t(2));
        f.editor()->setPlainText("a draft");
        f.edit(0);
        QVERIFY(f.composer()->isEditing());
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));
        QVERIFY(f.window.focusWidget() == f.editor());
        f.editor()->setPlainText("What is 7 + 5?");
        QVERIFY(f.settle());
        QCOMPARE(f.bench().meter().request().chat.size(), size_t(1)); // nothing stands before the first question
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QVERIFY(f.settle());
        QCOMPARE(f.log.starts.size(), size_t(3));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
        QCOMPARE(f.lastMessage(), std::string("What is 7 + 5?"));
        QVERIFY(!f.composer()->isEditing());
        QCOMPARE(f.editor()->toPlainText(), QString("a draft"));
        f.answer();

        // It is shown alone; what followed the other version stays with that.
        QCOMPARE(f.turns().size(), size_t(1));
        QCOMPARE(f.turn(0)->question()->toPlainText(), QString("What is 7 + 5?"));
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        QVERIFY(!f.walker(0)->nextButton()->isEnabled());
        f.press(f.walker(0)->previousButton());
        QCOMPARE(f.turns().size(), size_t(2));
        QCOMPARE(f.turn(0)->question()->toPlainText(), QString("What is 47 + 85?"));
        QCOMPARE(f.walker(0)->words(), QString("1 of 2"));
        QVERIFY(!f.walker(1)->isVisible());
        const auto *list = f.window.findChild<QListView *>("chatList")->model(); // it says so, too
        QStringList figures;
        for (int row = 0; row < list->rowCount(); ++row)
            figures << list->index(row, 0).data(ChatListModel::FiguresRole).toStringList();
        QCOMPARE(figures.filter("version 1 of 2: ").size(), 1);
        // What is asked next follows what is shown.
        f.type("Thanks");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5));
        f.answer();
        f.press(f.walker(0)->nextButton());
        QCOMPARE(f.turns().size(), size_t(1));
    }

    void whatIsWrittenWaitsWhileAnotherIsEdited()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        f.edit(0);
        f.editor()->setPlainText("What is 7");
        f.edit(1);
        QCOMPARE(f.editor()->toPlainText(), QString("And 1 more?"));
        f.edit(0);
        QCOMPARE(f.editor()->toPlainText(), QString("What is 7"));
        f.composer()->submit();
        QVERIFY(f.settle());
        f.answer();
        QCOMPARE(f.lastMessage(), std::string("What is 7"));
        f.press(f.walker(0)->previousButton());
        f.edit(0);
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?")); // the other was sent
    }

    // What has to be left out for the newest question had its place before an earlier one.
    void anewWithTheTurnsThatWereSent()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        f.bench().chats().leaveOut(2);
        QVERIFY(f.settle());
        f.press(f.turn(1)->findChild<QPushButton *>("tryAgain"));
        QCOMPARE(f.log.starts.size(), size_t(3));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3)); // question, answer, question
        QVERIFY(f.log.starts.back().leftOut.empty());
        f.answer();
        f.type("And now?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
    }

    // What had to go for the sake of newer turns has its place again in a branch that does not have them.
    void aShorterBranchIsSentWhole()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        for (const char *question : {"And 1 more?", "And 2 more?"}) {
            f.type(question);
            f.answer();
        }
        f.bench().chats().leaveOut(2);
        f.edit(1);
        f.editor()->setPlainText("And 3 more?");
        QVERIFY(f.settle());
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QVERIFY(f.settle());
        QCOMPARE(f.lastMessage(), std::string("And 3 more?"));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3)); // with what the original was sent with
        f.answer();
        f.type("And now?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5));
        f.answer();
        // Each branch has its own.
        f.press(f.walker(1)->previousButton());
        QCOMPARE(f.turns().size(), size_t(3));
        QCOMPARE(f.bench().chats().leftOut(), 2);
        f.press(f.walker(1)->nextButton());
        QCOMPARE(f.bench().chats().leftOut(), 0);
        // What is left out while a question is changed counts for that one.
        f.edit(1);
        f.bench().chats().leaveOut(1);
        QVERIFY(f.settle());
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QVERIFY(f.settle());
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
        QCOMPARE(f.bench().chats().leftOut(), 1);
        f.answer();
        f.edit(1);
        f.bench().chats().leaveOut(0);
        QVERIFY(f.settle());
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QVERIFY(f.settle());
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
        QCOMPARE(f.bench().chats().leftOut(), 0);
    }

    void byKeys()
    {
        VersionsFixture f(m_settings.newFile());
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
            QTest::keyClick(f.editor(), key, modifiers);
            QCoreApplication::processEvents();
        };
        const Qt::KeyboardModifiers command = Qt::ControlModifier | Qt::ShiftModifier;
        const Qt::KeyboardModifiers walk = Qt::AltModifier | Qt::ShiftModifier;
        f.ask();
        press(Qt::Key_E, command);
        QVERIFY(f.composer()->isEditing());
        f.editor()->setPlainText("What is 7 + 5?");
        QVERIFY(f.settle());
        press(Qt::Key_Return, {});
        QVERIFY(f.settle());
        QCOMPARE(f.lastMessage(), std::string("What is 7 + 5?"));
        f.answer();
        f.type("And 1 more?"); // the turn in the panels has no versions now
        f.answer();
        press(Qt::Key_Left, walk);
        QCOMPARE(f.walker(0)->words(), QString("1 of 2"));
        press(Qt::Key_Left, walk);
        QCOMPARE(f.walker(0)->words(), QString("1 of 2"));
        QCOMPARE(f.window.statusBar()->currentMessage(), QString("There is no version before this one."));
        press(Qt::Key_Right, walk);
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        f.turn(0)->answer()->setFocus(); // the keyboard stays in the turn, which is another one then
        QTest::keyClick(f.turn(0)->answer(), Qt::Key_Left, walk);
        QCoreApplication::processEvents();
        QCOMPARE(f.walker(0)->words(), QString("1 of 2"));
        QVERIFY(f.turn(0)->isAncestorOf(f.window.focusWidget()));
        press(Qt::Key_Right, walk);
        press(Qt::Key_G, command);
        QCOMPARE(f.window.statusBar()->currentMessage(), QString("There is no answer here that was cut off."));
        const size_t asked = f.log.starts.size();
        press(Qt::Key_T, command);
        QCOMPARE(f.log.starts.size(), asked + 1);
        f.answer(FinishReason::TokenLimit);
        press(Qt::Key_G, command);
        QCOMPARE(f.log.starts.size(), asked + 2);
        QVERIFY(!f.log.starts.back().beginning.empty());
        f.answer();
    }

    void editingIsGivenUp()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        f.editor()->setPlainText("a draft");
        f.edit(0);
        QVERIFY(!f.turn(0)->findChild<QToolButton *>("editQuestion")->isEnabled());
        QTest::keyClick(f.editor(), Qt::Key_Escape);
        QCOMPARE(f.editor()->toPlainText(), QString("a draft"));
        QVERIFY(!f.composer()->isEditing());
        QVERIFY(f.turn(0)->findChild<QToolButton *>("editQuestion")->isEnabled());
        QCOMPARE(f.bench().chats().versionOf(), 0U);
        f.edit(0);
        f.press(f.composer()->findChild<QToolButton *>("cancelEditing"));
        QCOMPARE(f.editor()->toPlainText(), QString("a draft"));
        f.edit(0);
        f.bench().chats().beginNew(); // another chat ends it as well
        QVERIFY(!f.composer()->isEditing());
        QCOMPARE(f.bench().chats().versionOf(), 0U);
    }

    void answeredAnew()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        const uint64_t seed = f.log.starts.back().sampling.seed;
        f.press(f.turn(0)->findChild<QPushButton *>("tryAgain"));
        QCOMPARE(f.log.starts.size(), size_t(2));
        const RunRequest &again = f.log.starts.back();
        QCOMPARE(again.chat.size(), size_t(1));
        QCOMPARE(f.lastMessage(), std::string("What is 47 + 85?"));
        QVERIFY(again.sampling.temperature > 0 && again.sampling.seed != seed); // greedy would say the same
        f.answer();
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        QCOMPARE(f.turn(0)->answers()->all().size(), size_t(1));
        // Several at once stand beside each other, as one version.
        f.edit(0);
        f.composer()->submitTimes(2);
        QVERIFY(f.settle());
        QCOMPARE(f.log.starts.size(), size_t(4));
        QCOMPARE(f.walker(0)->words(), QString("3 of 3"));
        QCOMPARE(f.turn(0)->answers()->all().size(), size_t(2));
    }

    // The tokens before it are given to the engine, and keep what was said of them.
    void goesOnWithAnotherCandidate()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        const uint32_t first = f.log.starts.back().run;
        auto *details = f.window.findChild<TokenDetails *>();
        QVERIFY(!details->goOnButton()->isVisibleTo(details));
        f.bench().selection().setFocus({CarryToken, -1, -1});
        details->candidatesView()->selectRow(0); // the token itself
        QVERIFY(!details->goOnButton()->isVisibleTo(details));
        details->candidatesView()->selectRow(1);
        QVERIFY(details->goOnButton()->isVisibleTo(details));
        details->goOnButton()->click();
        QCOMPARE(f.log.starts.size(), size_t(2));
        const Beginning &beginning = f.log.starts.back().beginning;
        QCOMPARE(beginning.tokens.size(), size_t(CarryToken - FirstThinkToken + 1)); // the template wrote the mark
        QCOMPARE(beginning.tokens.front(), f.run(first).tokenId(FirstThinkToken));
        QCOMPARE(beginning.tokens.back(), 1);
        QVERIFY(f.log.starts.back().sampling == f.log.starts.front().sampling);

        std::vector<TokenTrace> traces = tracesOf(f.log.starts.back().run, additionPieces());
        for (int token = FirstThinkToken; token <= CarryToken; ++token) {
            traces[size_t(token)].entropy = -1;
            traces[size_t(token)].candidates.clear();
            traces[size_t(token)].microseconds = 0; // they were in the cache
        }
        traces[CarryToken].token = 1;
        for (const TokenTrace &trace : traces)
            f.log.send(trace);
        f.send(summaryOf(f.log.starts.back().run));
        const Run &branch = f.run(f.log.starts.back().run);
        QCOMPARE(branch.entropy(FirstThinkToken), 0.5F);
        QCOMPARE(branch.candidates(FirstThinkToken).size(), size_t(2));
        QCOMPARE(branch.logprob(CarryToken), -2.5F); // of the candidate
        QVERIFY(!branch.wasGiven(CarryToken));
        QCOMPARE(branch.microseconds(CarryToken - 1), 10000.0F); // when it was written
        const PhaseFigures thought = phaseFigures(branch, Phase::Think);
        QCOMPARE(thought.tokens, FirstAnswerToken - FirstThinkToken);
        QCOMPARE(thought.written, thought.tokens - 1); // all but the exchanged one
        QVERIFY(std::abs(thought.seconds - 0.01 * thought.written) < 1e-6);
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
    }

    void goesOnWhereItWasCutOff()
    {
        VersionsFixture f(m_settings.newFile());
        f.type("What is 47 + 85?");
        f.stream(0, 15);
        f.send(summaryOf(f.log.starts.back().run, FinishReason::TokenLimit));
        const uint32_t cut = f.log.starts.back().run;
        f.press(f.turn(0)->findChild<QPushButton *>("continueAnswer"));
        const RunRequest &rest = f.log.starts.back();
        QCOMPARE(rest.beginning.tokens.size(), size_t(15 - FirstThinkToken));
        QCOMPARE(rest.beginning.tokens.back(), f.run(cut).tokenId(14));
        f.answer();
        QVERIFY(!f.turn(0)->findChild<QPushButton *>("continueAnswer")->isVisibleTo(&f.window)); // it is whole
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
    }

    void goesOnFromAnEditedThought()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        ThoughtSection *thought = f.turn(0)->thought();
        thought->setOpen(true);
        f.press(thought->editButton());
        QVERIFY(thought->editor());
        QCOMPARE(thought->editor()->editor()->toPlainText(), QString("7 + 5 = 12, carry 1."));
        QTest::keyClick(thought->editor()->editor(), Qt::Key_Escape);
        QVERIFY(!thought->editor());
        f.press(thought->editButton());
        thought->editor()->editor()->setPlainText("7 + 5 = 13?");
        f.press(thought->editor()->answerButton());
        const Beginning &beginning = f.log.starts.back().beginning;
        QCOMPARE(beginning.tokens.size(), size_t(5)); // "7 + 5 = 1" is the same
        QCOMPARE(beginning.text, std::string("3?"));
        QVERIFY(beginning.closesThought);
        f.answer();
        f.press(f.turn(0)->thought()->editButton());
        f.press(f.turn(0)->thought()->editor()->thinkButton());
        QCOMPARE(f.log.starts.back().beginning.tokens.size(), size_t(10)); // unchanged
        QVERIFY(f.log.starts.back().beginning.text.empty() && !f.log.starts.back().beginning.closesThought);
    }

    void answersNow()
    {
        VersionsFixture f(m_settings.newFile());
        f.type("What is 47 + 85?");
        f.stream(0, 14);
        QToolButton *now = f.turn(0)->thought()->answerNowButton();
        f.press(now);
        QCOMPARE(f.log.thoughtsClosed, std::vector<uint32_t>{f.log.starts.back().run});
        f.stream(14, additionPieces().size());
        QVERIFY(!now->isVisibleTo(&f.window)); // it answers
        f.send(summaryOf(f.log.starts.back().run));
    }

    void refusesInASentence()
    {
        VersionsFixture f(m_settings.newFile());
        f.ask();
        QString said;
        connect(&f.bench(), &Workbench::notice, &f.bench(), [&](const QString &sentence) { said = sentence; });
        const uint32_t run = f.log.starts.back().run;
        f.type("More");
        f.bench().goOnBehind(run, {});
        QCOMPARE(said, QString("An answer is under way."));
        f.answer();
        f.bench().goOnBehind(9999, {});
        QVERIFY2(said.contains("asked here"), qPrintable(said));
        QCOMPARE(f.log.starts.size(), size_t(2));
    }

    // Versions and the one that is shown are there again after a restart.
    void areKept()
    {
        const QString settings = m_settings.newFile();
        {
            VersionsFixture f(settings, m_data.path());
            f.ask();
            f.edit(0);
            f.editor()->setPlainText("What is 7 + 5?");
            QVERIFY(f.settle());
            QTest::keyClick(f.editor(), Qt::Key_Return);
            QVERIFY(f.settle());
            f.answer();
            f.press(f.walker(0)->previousButton());
        }
        VersionsFixture f(settings, m_data.path());
        QTRY_COMPARE(f.bench().chats().all().size(), size_t(1));
        f.bench().chats().open(f.bench().chats().all().front().info.id);
        QTRY_COMPARE(f.turns().size(), size_t(1));
        QCOMPARE(f.turn(0)->question()->toPlainText(), QString("What is 47 + 85?"));
        QCOMPARE(f.walker(0)->words(), QString("1 of 2"));
        f.press(f.walker(0)->nextButton());
        QCOMPARE(f.turn(0)->question()->toPlainText(), QString("What is 7 + 5?"));
    }
};

QTEST_MAIN(TestWindowVersions)
#include "tst_window_versions.moc"
