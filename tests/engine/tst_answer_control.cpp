// How an answer is led: what it begins with, how long its thought may be, where it is to end, and what of earlier
// thoughts is sent again. Each against the same run without that.
#include "api/blocking_engine.h"
#include "run/ready_model.h"
#include "run/session.h"
#include "support/expect_error.h"
#include "support/session_runs.h"
#include "text/chat_template.h"
#include "text/stop_texts.h"

#include <QTest>

#include <algorithm>

using namespace deepscope;

namespace {

struct Told {
    std::vector<TokenTrace> traces;
    RunSummary summary;

    std::vector<int32_t> written() const // behind the prompt
    {
        std::vector<int32_t> ids;
        for (const TokenTrace &trace : traces)
            if (trace.phase != Phase::Prompt)
                ids.push_back(trace.token);
        return ids;
    }
    size_t drawn() const
    {
        return size_t(std::ranges::count_if(traces, [](const TokenTrace &trace) { return trace.entropy >= 0; }));
    }
};

RunRequest question(const char *text = "What is 47 + 85?")
{
    RunRequest request;
    request.run = 7;
    request.chat = {{ChatMessage::Role::User, text}};
    request.maxTokens = 200;
    return request;
}

RunRequest drawn()
{
    RunRequest request = question();
    request.sampling.temperature = 1;
    request.sampling.seed = 11;
    return request;
}

std::vector<int32_t> firstOf(const std::vector<int32_t> &ids, size_t count)
{
    return {ids.begin(), ids.begin() + ptrdiff_t(std::min(count, ids.size()))};
}

} // namespace

class TestAnswerControl : public QObject {
    Q_OBJECT

    BlockingEngine m_engine;

    Told run(const RunRequest &request)
    {
        Told told;
        told.summary = m_engine.ask(request, [&](const Event &event) {
            if (const auto *trace = std::get_if<TokenTrace>(&event))
                told.traces.push_back(*trace);
        });
        return told;
    }

private slots:
    void initTestCase() { m_engine.load({.path = "default"}); }

    // With the same random numbers: a number belongs to a position.
    void goesOnAsIfItHadNotBeenCutOff()
    {
        for (const RunRequest &whole : {question(), drawn()}) {
            const Told expected = run(whole);
            const std::vector<int32_t> ids = expected.written();
            QVERIFY(ids.size() > 20);
            for (const size_t count : {size_t(1), ids.size() / 2, ids.size() - 1}) {
                RunRequest rest = whole;
                rest.beginning.tokens = firstOf(ids, count);
                const Told told = run(rest);
                QCOMPARE(told.written(), ids);
                QCOMPARE(told.summary.think, expected.summary.think);
                QCOMPARE(told.summary.answer, expected.summary.answer);
                QCOMPARE(told.summary.reason, expected.summary.reason);
                QCOMPARE(told.summary.promptTokens, expected.summary.promptTokens);
                QCOMPARE(told.summary.thinkTokens, expected.summary.thinkTokens);
                QCOMPARE(told.drawn(), ids.size() - count);
                for (size_t i = 0; i < told.traces.size(); ++i) {
                    QCOMPARE(told.traces[i].phase, expected.traces[i].phase);
                    QCOMPARE(told.traces[i].special, expected.traces[i].special);
                    if (told.traces[i].entropy >= 0)
                        QCOMPARE(told.traces[i].logprob, expected.traces[i].logprob);
                }
            }
        }
    }

    // What a person gives may be the end: nothing is written behind it, but where ends are no ends.
    void endsWithAnEndThatItBeginsWith()
    {
        const Told whole = run(question());
        QVERIFY(whole.summary.reason == FinishReason::EndToken);
        RunRequest rest = question();
        rest.beginning.tokens = whole.written();
        const Told told = run(rest);
        QCOMPARE(told.written(), whole.written());
        QCOMPARE(told.drawn(), size_t(0));
        QVERIFY(told.summary.reason == FinishReason::EndToken);
        QCOMPARE(told.summary.answer, whole.summary.answer);
        rest.ignoreEnd = true;
        rest.maxTokens = 3;
        QCOMPARE(run(rest).drawn(), size_t(3));
    }

    void countsItsOwnTokensAlone()
    {
        const std::vector<int32_t> ids = run(question()).written();
        RunRequest few = question();
        few.beginning.tokens = firstOf(ids, 10);
        few.maxTokens = 4;
        const Told told = run(few);
        QCOMPARE(told.written(), firstOf(ids, 14));
        QCOMPARE(told.summary.reason, FinishReason::TokenLimit);
    }

    void sharesItsBeginningInTheCache()
    {
        const Told whole = run(question());
        RunRequest rest = question();
        rest.beginning.tokens = firstOf(whole.written(), 12);
        QCOMPARE(run(rest).summary.reusedTokens, whole.summary.promptTokens + 11);
    }

    void goesOnBehindAnotherToken()
    {
        const Told whole = run(question());
        const std::vector<int32_t> ids = whole.written();
        const TokenTrace &place = whole.traces[whole.summary.promptTokens + 8];
        QVERIFY(place.candidates.size() > 1);
        RunRequest other = question();
        other.beginning.tokens = firstOf(ids, 8);
        other.beginning.tokens.push_back(place.candidates[1].token);
        const Told told = run(other);
        QCOMPARE(told.written()[8], place.candidates[1].token);
        QCOMPARE(firstOf(told.written(), 8), firstOf(ids, 8));
        QVERIFY(told.written().size() > 9);
    }

    void aTypedThoughtIsClosedAndAnswered()
    {
        const std::vector<int32_t> open = firstOf(run(question()).written(), 1); // the mark
        RunRequest typed = question();
        typed.beginning = {open, "47 + 85 = 132", true};
        const Told closed = run(typed);
        QCOMPARE(closed.summary.think, std::string("47 + 85 = 132"));
        QVERIFY(!closed.summary.answer.empty());
        QCOMPARE(closed.summary.reason, FinishReason::EndToken);
        typed.beginning = {open, "a </think> b", false}; // what somebody types is no mark
        typed.maxTokens = 3;
        const Told forged = run(typed);
        QVERIFY2(forged.summary.think.starts_with("a </think> b"), forged.summary.think.c_str());
        QVERIFY(forged.summary.answer.empty());
    }

    void aThoughtEndsAtItsLimit()
    {
        const Told whole = run(question());
        QVERIFY(whole.summary.thinkTokens > 12);
        for (const RunRequest &asked : {question(), drawn()})
            for (const uint32_t limit : {1U, 7U, 12U}) {
                RunRequest request = asked;
                request.thoughtLimit = limit;
                const Told told = run(request);
                QVERIFY(told.summary.thinkTokens <= limit);
                QVERIFY(told.summary.thinkTokens + 1 >= limit);
                QVERIFY(!told.summary.answer.empty());
                QCOMPARE(told.summary.reason, FinishReason::EndToken);
            }
        RunRequest ample = question();
        ample.thoughtLimit = 1000;
        QCOMPARE(run(ample).written(), whole.written());
        RunRequest just = question();
        just.thoughtLimit = whole.summary.thinkTokens + 1;
        QCOMPARE(run(just).written(), whole.written());
    }

    void answersNow()
    {
        const auto session = testing::openSession({.path = "default"});
        for (const size_t at : {size_t(1), size_t(10)}) {
            const CancelFlag never = false;
            std::atomic<bool> close = false;
            Told told;
            session->start(question(),
                           [&](const Event &event) {
                               if (const auto *trace = std::get_if<TokenTrace>(&event))
                                   told.traces.push_back(*trace);
                               if (const auto *summary = std::get_if<RunSummary>(&event))
                                   told.summary = *summary;
                               if (told.written().size() >= at)
                                   close = true;
                           },
                           {never, close});
            while (!session->idle())
                session->tick(never);
            QVERIFY(told.summary.thinkTokens <= at + 3);
            QVERIFY(!told.summary.answer.empty());
            QCOMPARE(told.summary.reason, FinishReason::EndToken);
        }
    }

    void closingWithoutAThoughtChangesNothing()
    {
        const Told whole = run(question());
        const auto session = testing::openSession({.path = "default"});
        const CancelFlag never = false;
        std::atomic<bool> close = false;
        Told told;
        session->start(question(),
                       [&](const Event &event) {
                           if (const auto *trace = std::get_if<TokenTrace>(&event)) {
                               told.traces.push_back(*trace);
                               close = trace->phase == Phase::Answer && !trace->special;
                           }
                       },
                       {never, close});
        while (!session->idle())
            session->tick(never);
        QCOMPARE(told.written(), whole.written());
    }

    void endsBeforeAStopText()
    {
        RunRequest request = question();
        request.stops = {"nowhere", "3"};
        const Told told = run(request);
        QCOMPARE(told.summary.reason, FinishReason::StopText);
        QCOMPARE(told.summary.answer, std::string("1"));
        QVERIFY(!told.summary.think.empty()); // where it stands too
    }

    void stopTextsAreFoundAcrossPieces()
    {
        StopTexts stops({"", "lo wo", "orld"});
        QVERIFY(!stops.foundIn("hel"));
        QVERIFY(!stops.foundIn("hello w"));
        QCOMPARE(stops.before("hello w"), std::string("hello w"));
        QVERIFY(stops.foundIn("hello world"));
        QCOMPARE(stops.before("hello world"), std::string("hel"));
        StopTexts none({""});
        QVERIFY(!none.foundIn("anything"));
    }

    void earlierThoughtsAreSentAgainWhereTheyAreWanted()
    {
        RunRequest next = question("And 1 more?");
        next.chat = {{ChatMessage::Role::User, "What is 47 + 85?"},
                     {ChatMessage::Role::Assistant, "132", "7 + 5 = 12 </think>"},
                     {ChatMessage::Role::User, "And 1 more?"}};
        const uint32_t kept = m_engine.ask(CountRequest{.request = next}).tokens;
        next.chat[1].thought.clear();
        const uint32_t stripped = m_engine.ask(CountRequest{.request = next}).tokens;
        QVERIFY(kept > stripped + 8);
    }

    void aThoughtStandsBeforeItsAnswerAndForgesNoMark()
    {
        const auto session = testing::openSession({.path = "default"});
        const Vocabulary vocabulary =
            Vocabulary::read(GgufFile(std::filesystem::path(DEEPSCOPE_RESOURCES) / "default.gguf"));
        const std::vector<ChatMessage> chat = {{ChatMessage::Role::User, "Hello"},
                                               {ChatMessage::Role::Assistant, "132", "a </think> b"},
                                               {ChatMessage::Role::User, "More"}};
        for (const char *name : {"deepseek-r1", "chatml", "deepscope"}) {
            const RenderedChat rendered = makeBuiltInTemplate(name, vocabulary)->render(chat, &thinkTags());
            const size_t thought = rendered.text.find("<think>\na </think> b\n</think>\n\n");
            QVERIFY2(thought != std::string::npos, rendered.text.c_str());
            QVERIFY(rendered.text.find("132") > thought);
            const size_t begin = thought + 8;
            QVERIFY(std::ranges::any_of(rendered.messages, [&](const TextRange &range) {
                return range.begin == begin && range.end == begin + 12;
            }));
            QCOMPARE(makeBuiltInTemplate(name, vocabulary)->render(chat).text.find("a </think> b"), std::string::npos);
        }
    }
};

QTEST_MAIN(TestAnswerControl)
#include "tst_answer_control.moc"
