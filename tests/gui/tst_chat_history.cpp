// What of a chat goes to the model with the next question, and what that takes of the context.
#include "models/chats.h"
#include "models/prompt_use.h"
#include "support/scripted_run.h"

#include <QTest>

using namespace deepscope;
using Level = PromptUse::Level;

namespace {

struct Fixture {
    RunStore store;
    Chats chats{store};

    Fixture() { store.setModel(test::smallModel()); }

    uint32_t turn(const QString &question, const std::vector<test::Piece> &pieces,
                  FinishReason reason = FinishReason::EndToken)
    {
        const uint32_t run = store.beginRun(store.freeNumber(), question, test::smallModel());
        store.append(test::tracesOf(run, pieces));
        store.finish(test::summaryOf(run, reason));
        return run;
    }

    uint32_t answered(const std::string &answer)
    {
        return turn("Question?", {{Phase::Prompt, "Question?"}, {Phase::Answer, answer}});
    }

    std::string lastText() const { return chats.history().messages().back().text; }
};

PromptUse use(uint32_t context, uint32_t tokens, int earlierTurns, double averageAnswer)
{
    PromptUse use;
    use.context = context;
    use.tokens = use.tokensThen = tokens;
    use.earlierTurns = earlierTurns;
    use.averageAnswer = averageAnswer;
    use.answerRoom = smallestAnswerRoom(context, averageAnswer, 0);
    return use;
}

} // namespace

class TestChatHistory : public QObject {
    Q_OBJECT

private slots:
    void isMadeOfTheAnswersBytes()
    {
        Fixture f;
        f.turn("Ä?", {{Phase::Prompt, "Q"},
                      {Phase::Think, "not told"},
                      {Phase::Answer, "<answer>", true},
                      {Phase::Answer, " caf\xc3"}, // one character of two tokens
                      {Phase::Answer, "\xa9 \xa1\xff"},
                      {Phase::Answer, "!\n"},
                      {Phase::Answer, "<|end|>", true}});
        const std::vector<ChatMessage> messages = f.chats.history().messages();
        QCOMPARE(messages.size(), size_t(2));
        QVERIFY(messages[0].role == ChatMessage::Role::User && messages[1].role == ChatMessage::Role::Assistant);
        QCOMPARE(messages[0].text, std::string("Ä?"));
        QCOMPARE(messages[1].text, std::string("café \xa1\xff!")); // broken bytes go back as they came
    }

    void dropsALastCharacterThatWasCutOff_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("sent");
        const auto row = [](const char *name, const char *answer, const char *sent) {
            QTest::newRow(name) << QByteArray(answer) << QByteArray(sent);
        };
        row("whole", "5 \xe2\x82\xac", "5 \xe2\x82\xac");
        row("two of three", "5 \xe2\x82", "5");
        row("one of three", "5\xe2", "5");
        row("one of two", "caf\xc3", "caf");
        row("three of four", "a\xf0\x9f\x98", "a");
        row("whole of four", "a\xf0\x9f\x98\x80", "a\xf0\x9f\x98\x80");
        row("a byte that begins nothing", "a\xff", "a\xff");
        row("the end of nothing", "a\xa1", "a\xa1");
        row("longer than needed", "a\xc0", "a\xc0");
    }

    void dropsALastCharacterThatWasCutOff()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, sent);
        Fixture f;
        f.answered(answer.toStdString());
        QCOMPARE(QByteArray::fromStdString(f.lastText()), sent);
    }

    void saysOfEachTurnWhyItIsNotSent()
    {
        Fixture f;
        const uint32_t first = f.answered("one");
        const uint32_t stopped =
            f.turn("Stopped?", {{Phase::Prompt, "Q"}, {Phase::Think, "hm"}}, FinishReason::Cancelled);
        const uint32_t cut = f.turn("Cut?", {{Phase::Prompt, "Q"}, {Phase::Answer, "t\xe2"}}, FinishReason::Cancelled);
        const uint32_t onlyCut = f.answered(" \xe2");
        const uint32_t last = f.answered("four");
        QCOMPARE(f.chats.history().sentTurns(), 3);
        QCOMPARE(f.chats.history().messages().size(), size_t(6));
        QVERIFY(f.chats.history().whyNotSent(first).isEmpty());
        QVERIFY(f.chats.history().whyNotSent(stopped).contains("no answer"));
        QVERIFY(f.chats.history().whyNotSent(cut).isEmpty());
        QVERIFY(f.chats.history().whyNotSent(onlyCut).contains("no answer"));

        f.chats.leaveOut(3);
        QVERIFY(f.chats.history().whyNotSent(first).contains("left out"));
        QVERIFY(f.chats.history().whyNotSent(cut).contains("left out"));
        QVERIFY(f.chats.history().whyNotSent(last).isEmpty());
        QCOMPARE(f.chats.history().messages().size(), size_t(2));
        const std::vector<LeftOutTurn> left = f.chats.history().leftOut();
        QCOMPARE(left.size(), size_t(4));
        QVERIFY(left[0].reason == LeftOutTurn::Reason::NoRoom && left[1].reason == LeftOutTurn::Reason::NoAnswer);
        QCOMPARE(left[3].turn, 3U);
        f.chats.setSendsEarlierTurns(false);
        QVERIFY(f.chats.history().leftOut().back().reason == LeftOutTurn::Reason::Wish);
        QVERIFY(f.chats.history().whyNotSent(last).contains("settings"));
        QVERIFY(f.chats.history().messages().empty());
        f.chats.setSendsEarlierTurns(true);
        f.chats.leaveOut(0);
        QCOMPARE(f.chats.history().messages().size(), size_t(6));

        // Of those that are sent, the oldest two: with the one between them that is not.
        QCOMPARE(f.chats.history().leavingOut(2), 3);
        QCOMPARE(f.chats.history().leavingOut(0), 0);
        ModelInfo other = test::smallModel().info;
        QCOMPARE(f.chats.history().averageAnswer(other), 1.0);
        other.path = "/models/other.gguf"; // whose answers may be longer or shorter
        QCOMPARE(f.chats.history().averageAnswer(other), 0.0);

        // One that goes on is neither sent nor marked.
        const uint32_t working = f.store.beginRun(f.store.freeNumber(), "Now?", test::smallModel());
        QVERIFY(f.chats.history().whyNotSent(working).isEmpty());
        QCOMPARE(f.chats.history().sentTurns(), 3);
        QCOMPARE(f.chats.history().turns(), 6);
    }

    void aRecordingSendsNothing()
    {
        Fixture f;
        f.chats.addRecording(
            {test::smallModel(), "Recorded?", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QVERIFY(f.chats.history().messages().empty());
        QVERIFY(f.chats.history().whyNotSent(f.store.current()->id()).isEmpty());
    }

    // With a small context neither share nor average warn in time; that the newest answer was cut off does.
    void anAnswerThatWasCutOffWarns()
    {
        PromptUse after = use(128, 81, 4, 38);
        QVERIFY(after.level() == Level::Ample);
        after.cutOff = 37;
        QVERIFY(after.level() == Level::Low);
        after.tokens = 64; // the oldest turns are left out since
        QVERIFY(after.level() == Level::Ample);
        after.tokens = 81;
        after.earlierTurns = 0; // nothing is sent that could be left out
        QVERIFY(after.level() == Level::Ample);
    }

    void theContextHasLevels()
    {
        QCOMPARE(use(1000, 100, 0, 0).level(), Level::Ample);
        QCOMPARE(use(1000, 100, 0, 0).questionsLeft(), -1); // nothing to judge from
        QCOMPARE(use(1000, 850, 0, 0).level(), Level::Low);
        QCOMPARE(use(1000, 984, 0, 0).level(), Level::Low);
        QCOMPARE(use(1000, 985, 0, 0).level(), Level::TooLong);

        // Nine turns and the question take 100 each; an answer with its thought takes 40.
        const PromptUse low = use(1000, 860, 9, 40);
        QCOMPARE(low.level(), Level::Low);
        QCOMPARE(low.left(), 140U);
        QCOMPARE(low.questionsLeft(), 2); // 40 of 140, 86 more for the next, 40 of 54
        QCOMPARE(use(1000, 961, 9, 40).questionsLeft(), 0);
        PromptUse full = use(1000, 981, 9, 40);
        QCOMPARE(full.level(), Level::TooLong); // leaving out turns would not help
        full.tokensThen = 500;
        QCOMPARE(full.level(), Level::Full);
        QVERIFY(!full.fits() && low.fits());
        // An answer that will hardly fit is said before the share of the context says it.
        QCOMPARE(use(1000, 500, 3, 600).level(), Level::Low);
        full.problem = "The template does not take it.";
        QCOMPARE(full.level(), Level::Impossible);
    }

    void anAnswerNeedsSomeRoom()
    {
        QCOMPARE(smallestAnswerRoom(1024, 0, 0), 16U);
        QCOMPARE(smallestAnswerRoom(1024, 100, 0), 50U);
        QCOMPARE(smallestAnswerRoom(1024, 4000, 0), 256U);
        QCOMPARE(smallestAnswerRoom(1024, 100, 5), 5U);
        QCOMPARE(smallestAnswerRoom(3, 0, 0), 1U);
    }
};

QTEST_GUILESS_MAIN(TestChatHistory)
#include "tst_chat_history.moc"
