// What a question takes of the context is seen before it is sent, a full one is no dead end, and what the model does
// not get is marked.
#include "panels/chat/composer.h"
#include "panels/shared/elided_label.h"
#include "support/question_fixture.h"

#include <QAction>

using namespace deepscope;
using Fixture = test::QuestionFixture;

class TestWindowContext : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void tokensAreCountedWhileTyping()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        QVERIFY(f.count().isEmpty());
        f.write("one two three");
        QCOMPARE(f.count(), QString("5 of 512 tokens"));
        f.ask(); // replaces nothing: it is typed behind
        f.write("");
        QCOMPARE(f.count(), QString("%1 of 512 tokens").arg(2 + 3 + test::EngineLog::tokensOf(f.log.starts[0].chat)));
        f.window.actionTable().newChat->trigger();
        QCoreApplication::processEvents();
        QVERIFY(f.count().isEmpty());

        // The newest count is shown, not one that comes late.
        f.log.answersCounts = false;
        f.write("a");
        f.write("a b");
        const CountRequest stale = f.log.counts[f.log.counts.size() - 2], newest = f.log.counts.back();
        f.send(test::EngineLog::countOf(newest));
        f.send(test::EngineLog::countOf(stale));
        QCOMPARE(f.count(), QString("4 of 512 tokens"));
    }

    void aQuestionWaitsForItsCount()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.log.answersCounts = false;
        f.type("What is 47 + 85?");
        QVERIFY(f.log.starts.empty());
        QVERIFY(f.window.workbench().isRunning());
        QTest::keyClicks(f.editor(), " next");
        f.send(test::EngineLog::countOf(f.log.counts.back()));
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.log.starts[0].chat[0].text, std::string("What is 47 + 85?"));
        QCOMPARE(f.editor()->toPlainText(), QString(" next"));

        // Stop takes it back.
        f.send(test::summaryOf(f.log.starts[0].run));
        f.write("Another");
        QTest::keyClick(f.editor(), Qt::Key_Return);
        f.window.actionTable().stop->trigger();
        QVERIFY(!f.window.workbench().isRunning());
        f.send(test::EngineLog::countOf(f.log.counts.back()));
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.editor()->toPlainText(), QString("Another"));

        // What the template does not take is said, and is no turn.
        f.write("A third");
        QTest::keyClick(f.editor(), Qt::Key_Return);
        PromptCount refused;
        refused.run = f.log.counts.back().run;
        refused.failure = {ErrorKind::Usage, "The chat template takes no such chat."};
        f.send(refused);
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.sentence(), QString("The chat template takes no such chat."));
        QCOMPARE(f.editor()->toPlainText(), QString("A third"));
    }

    void aLongQuestionIsRefusedInOnePlace()
    {
        Fixture f(m_settings.newFile());
        f.load("default", 60);
        f.write(QString("word ").repeated(100));
        QCOMPARE(f.sentence(),
                 QString("The question alone takes 102 of 60 tokens, which leaves no room for an answer."));
        QVERIFY(f.offers().isEmpty());
        f.pressEnter();
        QVERIFY(f.log.starts.empty());
        QVERIFY(f.turns().empty());
        QVERIFY(f.chats().all().empty());
        QCOMPARE(f.editor()->toPlainText().trimmed().size(), 499);

        // A larger context is advised where the model and its device can have one.
        LoadedModel model = test::smallModel();
        model.memory.context = 60;
        model.memory.cacheBytes = 60 * 240;
        model.device.heaps = {{uint64_t(1) << 30, uint64_t(1) << 30, true}};
        model.device.largestAllocation = model.device.largestRead = uint64_t(1) << 30;
        f.window.open("default");
        f.send(model);
        QVERIFY2(f.sentence().endsWith("A context of up to 512 tokens is possible, see Memory > Plan."),
                 qPrintable(f.sentence()));
    }

    void aFullContextIsNoDeadEnd()
    {
        Fixture f(m_settings.newFile());
        f.load("default", 60);
        for (int turn = 0; turn < 4; ++turn) // each takes 10 tokens of the next prompt, and 14 while it is answered
            f.ask();
        QVERIFY(f.sentence().isEmpty());
        f.write("What is 47 + 85?");
        QVERIFY2(f.sentence().startsWith("The next answer may not fit: 13 tokens are left"), qPrintable(f.sentence()));
        QVERIFY(f.window.chat()->composer()->canSend());
        f.write("");
        f.ask();
        f.write("What is 47 + 85?");
        QCOMPARE(f.count(), QString("57 of 60 tokens"));
        QCOMPARE(f.sentence(),
                 QString("The context is full: with the turns before it, the question takes 57 of 60 tokens."));
        QCOMPARE(f.offers(), (QStringList{"New Chat", "Leave Out the Oldest Turns", "Ask Without History"}));
        f.pressEnter();
        QCOMPARE(f.log.starts.size(), size_t(5));
        QCOMPARE(f.turns().size(), size_t(5));
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));

        // Half of the context is free again, and the chat says which turns are sent no more.
        QCOMPARE(f.notSent(), (QList<bool>{false, false, false, false, false}));
        f.choose("Leave Out the Oldest Turns");
        QCOMPARE(f.notSent(), (QList<bool>{true, true, true, false, false}));
        QCOMPARE(f.sentence(), QString("The oldest 3 turns of this chat are not sent."));
        QCOMPARE(f.count(), QString("27 of 60 tokens"));
        f.choose("Send Them Again");
        QCOMPARE(f.notSent(), (QList<bool>{false, false, false, false, false}));
        f.choose("Leave Out the Oldest Turns");
        f.pressEnter();
        QCOMPARE(f.log.starts.size(), size_t(6));
        QCOMPARE(f.log.starts[5].chat.size(), size_t(5));
    }

    void aFullChatCanAskWithoutHistoryOrElsewhere()
    {
        Fixture f(m_settings.newFile());
        f.load("default", 60);
        for (int turn = 0; turn < 5; ++turn)
            f.ask();
        const QString chat = f.chats().shownId();
        f.write("What is 47 + 85?");
        f.choose("New Chat");
        QVERIFY(f.turns().empty());
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));
        f.chats().open(chat);
        QVERIFY(f.editor()->toPlainText().isEmpty()); // it went along

        f.write("What is 47 + 85?");
        f.choose("Ask Without History");
        QCOMPARE(f.log.starts.size(), size_t(6));
        QCOMPARE(f.log.starts[5].chat.size(), size_t(1));
        QCOMPARE(f.turns().size(), size_t(6));
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts[5].run));
        QCOMPARE(f.notSent(), (QList<bool>{true, true, true, true, true, false}));
        f.ask();
        QCOMPARE(f.log.starts[6].chat.size(), size_t(3));
    }

    void aChatThatFillsSaysHowManyQuestionsRemain()
    {
        Fixture f(m_settings.newFile());
        f.load("default", 100);
        for (int turn = 0; turn < 8; ++turn)
            f.ask();
        f.write("a b");
        QVERIFY2(f.sentence().isEmpty(), qPrintable(f.sentence())); // 84 of 100
        f.write("a b c");
        QCOMPARE(f.sentence(), QString("About 1 question more will fit into this chat."));
        QVERIFY(f.window.chat()->composer()->canSend());
    }

    void turnsThatAreNotSentAreMarked()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        f.type("Stopped while it thinks");
        QCOMPARE(f.notSent(), (QList<bool>{false, false}));
        f.stream(0, test::FirstThinkToken + 3);
        f.send(test::summaryOf(f.log.starts[1].run, FinishReason::Cancelled));
        QCOMPARE(f.notSent(), (QList<bool>{false, true}));
        auto *mark = f.turns()[1]->findChild<QToolButton *>("notSent");
        QVERIFY2(mark->toolTip().contains("it has no answer"), qPrintable(mark->toolTip()));
        QCOMPARE(mark->accessibleDescription(), mark->toolTip());
        f.ask();
        QCOMPARE(f.log.starts[2].chat.size(), size_t(3)); // as the mark says

        // Thoughts are never sent, and say so.
        const auto *thought = f.turns()[0]->findChild<QToolButton *>("thoughtHeader");
        QVERIFY2(thought->text().contains("not sent"), qPrintable(thought->text()));
    }

    void brokenBytesGoBackAsTheyCame()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is that?");
        const std::vector<test::Piece> pieces = {
            {Phase::Prompt, "?"}, {Phase::Answer, "caf\xa1"}, {Phase::Answer, " \xe2\x82"}};
        f.log.sendPieces(f.log.starts[0].run, pieces, 0, pieces.size());
        f.send(test::summaryOf(f.log.starts[0].run, FinishReason::Cancelled));
        f.ask();
        QCOMPARE(f.log.starts[1].chat[1].text, std::string("caf\xa1")); // not as "<0xA1>", and nothing cut off
    }

    void thePhaseLineTellsOfThePrompt()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, 24);
        RunSummary summary = test::summaryOf(f.log.starts[0].run);
        summary.reusedTokens = 7;
        const auto *line = f.turns()[0]->findChild<ElidedLabel *>("promptFigures");
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QString("prompt 10"));
        f.send(summary);
        QCOMPARE(line->text(), QString("prompt 10 (7 from the cache)"));
        QVERIFY(f.turns()[0]->findChild<ElidedLabel *>("answerFigures")->text().startsWith("Answer   3 tokens"));
        f.ask();
        QCOMPARE(f.turns()[1]->findChild<ElidedLabel *>("promptFigures")->text(), QString("prompt 10"));
    }
};

QTEST_MAIN(TestWindowContext)
#include "tst_window_context.moc"
