// Requests to the default model: runs of it, their ends, counts, scores; it stays usable whatever is asked.
#include "api/blocking_engine.h"
#include "api/path_text.h"
#include "api/run_file.h"
#include "run/session.h"
#include "support/expect_error.h"
#include "support/golden_tokens.h"
#include "support/session_runs.h"

#include <QTest>

#include <cmath>

using namespace deepscope;

namespace {

RunRequest question(const char *text)
{
    RunRequest request;
    request.run = 7;
    request.chat = {{ChatMessage::Role::User, text}};
    request.maxTokens = 200;
    return request;
}

BlockingEngine::Sink into(std::vector<TokenTrace> &traces)
{
    return [&traces](const Event &event) {
        if (const auto *trace = std::get_if<TokenTrace>(&event))
            traces.push_back(*trace);
    };
}

PromptCount count(BlockingEngine &engine, const RunRequest &request, uint32_t room = 0)
{
    return engine.ask(CountRequest{.request = request, .room = room});
}

std::vector<int32_t> generatedIds(const std::vector<TokenTrace> &traces)
{
    std::vector<int32_t> ids;
    for (const TokenTrace &trace : traces)
        if (trace.phase != Phase::Prompt)
            ids.push_back(trace.token);
    return ids;
}

} // namespace

class TestRuns : public QObject {
    Q_OBJECT

    BlockingEngine m_engine;

    RunSummary run(const RunRequest &request, std::vector<TokenTrace> &traces)
    {
        return m_engine.ask(request, into(traces));
    }

private slots:
    void initTestCase() { m_engine.load({.path = "default"}); }

    void thinksThenAnswers()
    {
        std::vector<TokenTrace> traces;
        const RunSummary summary = run(question("What is 47 + 85?"), traces);
        QCOMPARE(summary.reason, FinishReason::EndToken);
        QCOMPARE(summary.answer, std::string("132"));
        QVERIFY(!summary.think.empty());
        QCOMPARE(summary.run, 7U);
        Phase last = Phase::Prompt;
        for (uint32_t i = 0; i < traces.size(); ++i) {
            QCOMPARE(traces[i].index, i);
            QCOMPARE(traces[i].run, 7U);
            QVERIFY(traces[i].phase >= last); // prompt, then think, then answer
            last = traces[i].phase;
        }
        QCOMPARE(last, Phase::Answer);
        QVERIFY(summary.thinkTokens > 0 && summary.answerTokens > 0);
    }

    // Where the template opens the thought, the first token of the model is inside of it.
    void goesOnInAThoughtThatThePromptOpens()
    {
        BlockingEngine engine;
        engine.load({.path = textOf(goldenPath("r1qwen_f16.gguf")), .context = 256});
        RunRequest request = question("Why?");
        request.maxTokens = 3;
        request.ignoreEnd = true;
        std::vector<TokenTrace> traces;
        const RunSummary summary = engine.ask(request, into(traces));
        QCOMPARE(summary.thinkTokens, 3U);
        QCOMPARE(summary.answerTokens, 0U);
        QCOMPARE(traces.back().phase, Phase::Think);
    }

    void everyTokenIsTraced()
    {
        const ModelInfo &info = m_engine.model().info;
        std::vector<TokenTrace> traces;
        run(question("hello"), traces);
        for (const TokenTrace &trace : traces) {
            QCOMPARE(trace.routing.size(), size_t(info.expertLayers()) * info.expertsUsed);
            for (const ExpertHit &hit : trace.routing)
                QVERIFY(hit.expert < info.experts && hit.weight > 0);
            QCOMPARE(trace.cacheBytes, (trace.index + 1) * m_engine.model().memory.cacheBytesPerToken());
            if (trace.phase == Phase::Prompt)
                continue;
            QVERIFY(trace.logprob <= 0 && trace.entropy >= 0);
            QCOMPARE(trace.candidates.size(), size_t(8));
            QCOMPARE(trace.candidates[0].token, trace.token); // greedy
        }
    }

    // Asking for the time costs: of single tokens it is done now and then, and of all where they take long.
    void timesStagesWhereItCostsLittle()
    {
        const auto isGenerated = [](const TokenTrace &trace) { return trace.phase != Phase::Prompt; };
        const auto isTimed = [](const TokenTrace &trace) { return trace.stages != StageTimes{}; };
        std::vector<TokenTrace> traces;
        run(question("hello"), traces);
        for (const TokenTrace &trace : traces)
            QVERIFY(isTimed(trace) || !isGenerated(trace) || trace.index % 16 != 0);
        qputenv("DEEPSCOPE_TILES", "gpu");
        BlockingEngine gpu;
        gpu.load({.path = "default"});
        qunsetenv("DEEPSCOPE_TILES");
        traces.clear();
        gpu.ask(question("hello"), into(traces));
        size_t timed = 0;
        for (const TokenTrace &trace : traces) {
            QCOMPARE(isTimed(trace), !isGenerated(trace) || trace.index % 16 == 0);
            timed += isGenerated(trace) && isTimed(trace);
        }
        QVERIFY(timed > 0);
    }

    void repeatsAndReusesThePrompt()
    {
        std::vector<TokenTrace> first, second;
        run(question("Which is larger, 17 or 71?"), first);
        const RunSummary again = run(question("Which is larger, 17 or 71?"), second);
        QCOMPARE(generatedIds(second), generatedIds(first));
        QCOMPARE(again.reusedTokens, again.promptTokens - 1);
        QCOMPARE(second.size(), first.size()); // kept tokens are told again
        QVERIFY(!second.front().routing.empty());
        QCOMPARE(second.front().routing[0].expert, first.front().routing[0].expert);
    }

    void countsWhatThePromptWouldHave()
    {
        RunRequest request = question("What is 47 + 85?");
        request.chat = {{ChatMessage::Role::User, "hello"},
                        {ChatMessage::Role::Assistant, "Hello. \xe2\x82"}, // ends within a character
                        {ChatMessage::Role::User, "What is 47 + 85?"}};
        const PromptCount prompt = m_engine.ask(CountRequest{3, request, 0});
        QCOMPARE(prompt.run, 3U);
        QCOMPARE(prompt.turnsToLeaveOut, 0U);
        std::vector<TokenTrace> traces;
        request.maxTokens = 1;
        QCOMPARE(run(request, traces).promptTokens, prompt.tokens);
        request.chatTemplate = "chatml";
        QVERIFY(count(m_engine, request).tokens != prompt.tokens);
        request.chatTemplate = "no such template";
        const auto none = errorOf([&] { count(m_engine, request); });
        QVERIFY(none && none->kind() == ErrorKind::Usage);
        QVERIFY2(QByteArray(none->what()).contains("no such template"), none->what());
        QVERIFY(errorOf([this] { count(m_engine, {}); }));
    }

    void countsHowManyTurnsMustGo()
    {
        RunRequest request;
        request.chat = {{ChatMessage::Role::System, "Be brief."}};
        const auto lastTurns = [](const RunRequest &whole, size_t turns) {
            RunRequest last = whole;
            last.chat.erase(last.chat.begin() + 1, last.chat.end() - ptrdiff_t(2 * turns - 1));
            return last;
        };
        for (int turn = 0; turn < 7; ++turn) {
            request.chat.push_back({ChatMessage::Role::User, "What is " + std::to_string(turn) + " + 85?"});
            if (turn < 6)
                request.chat.push_back({ChatMessage::Role::Assistant, std::to_string(turn + 85)});
        }
        const uint32_t whole = count(m_engine, request).tokens;
        QCOMPARE(count(m_engine, request, whole).turnsToLeaveOut, 0U);
        for (size_t turns = 1; turns < 7; ++turns) {
            const uint32_t tokens = count(m_engine, lastTurns(request, turns)).tokens;
            const PromptCount prompt = count(m_engine, request, tokens);
            QCOMPARE(prompt.tokens, whole);
            QCOMPARE(prompt.turnsToLeaveOut, uint32_t(7 - turns));
            QCOMPARE(prompt.tokensThen, tokens);
        }
        // Not even the last question fits: it is told what it takes.
        const PromptCount none = count(m_engine, request, 2);
        QCOMPARE(none.turnsToLeaveOut, 6U);
        QCOMPARE(none.tokensThen, count(m_engine, lastTurns(request, 1)).tokens);
        QVERIFY(none.tokensThen > 2);
    }

    void aPromptThatIsTooLongAdvisesWhatCanBe()
    {
        RunRequest request = question("hello");
        for (int i = 0; i < 2000; ++i)
            request.chat[0].text += " hello";
        std::vector<TokenTrace> traces;
        try {
            run(request, traces);
            QFAIL("a prompt longer than the context");
        } catch (const Error &error) { // the model has its whole context already
            QVERIFY2(std::string(error.what()).ends_with("A shorter prompt would fit."), error.what());
        }
        BlockingEngine small;
        small.load({.path = "default", .context = 64, .prepare = false});
        try {
            small.ask(request);
            QFAIL("a prompt longer than the context");
        } catch (const Error &error) {
            QVERIFY2(std::string(error.what()).ends_with("a larger context would fit."), error.what());
        }
    }

    void seedsDecideWhatIsSampled()
    {
        RunRequest request = question("hello");
        request.sampling.temperature = 20; // the model is sure of itself
        request.sampling.seed = 5;
        request.maxTokens = 30;
        std::vector<TokenTrace> a, b, c;
        run(request, a);
        run(request, b);
        request.sampling.seed = 6;
        run(request, c);
        QCOMPARE(generatedIds(a), generatedIds(b));
        QVERIFY(generatedIds(a) != generatedIds(c));
    }

    // What is kept with an answer among several is enough to ask for it alone.
    void isTheSameWhenAskedAgainAsItWasKept()
    {
        RunRequest request = question("hello");
        request.sampling.temperature = 20;
        request.sampling.seed = 5;
        request.maxTokens = 30;
        std::vector<TokenTrace> first, third, again;
        run(request, first);
        request.sample = 2;
        run(request, third);
        QVERIFY(generatedIds(first) != generatedIds(third));
        const std::string bytes = runFileBytes({m_engine.model(), "hello", third, {}, request});
        const RecordedRun kept = readRunFile(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
        run(*kept.request, again);
        QCOMPARE(generatedIds(again), generatedIds(third));
        QCOMPARE(generatedIds(again), generatedIds(kept.tokens));
    }

    void canBeCancelledAtAnyToken()
    {
        const auto session = testing::openSession({.path = "default"});
        const auto traces = [&] {
            std::vector<TokenTrace> all;
            testing::run(*session, question("What is 12 + 9?"), [&](const TokenTrace &trace) { all.push_back(trace); });
            return all;
        };
        const std::vector<TokenTrace> whole = traces();
        for (size_t stop = 1; stop <= whole.size(); stop += 3) {
            CancelFlag cancel = false;
            size_t seen = 0;
            const RunSummary summary = testing::run(
                *session, question("What is 12 + 9?"), [&](const TokenTrace &) { cancel = ++seen >= stop; }, cancel);
            QVERIFY(summary.reason == FinishReason::Cancelled || seen == whole.size());
            QCOMPARE(generatedIds(traces()), generatedIds(whole));
        }
    }

    void endsWhenTheContextIsFull()
    {
        RunRequest request = question("hello");
        request.ignoreEnd = true;
        request.maxTokens = 0;
        std::vector<TokenTrace> traces;
        const RunSummary summary = run(request, traces);
        QCOMPARE(summary.reason, FinishReason::ContextFull);
        QCOMPARE(traces.size(), size_t(m_engine.model().memory.context));
        thinksThenAnswers(); // and it goes on
    }

    void stopsAtTheTokenLimit()
    {
        RunRequest request = question("hello");
        request.maxTokens = 3;
        std::vector<TokenTrace> traces;
        QCOMPARE(run(request, traces).reason, FinishReason::TokenLimit);
        QCOMPARE(generatedIds(traces).size(), size_t(3));
    }

    void refusesWhatCannotRun()
    {
        std::vector<TokenTrace> traces;
        RunRequest empty;
        QVERIFY_EXCEPTION_THROWN(run(empty, traces), Error);
        RunRequest outside;
        outside.tokens = {1, 1000000};
        QVERIFY_EXCEPTION_THROWN(run(outside, traces), Error);
        RunRequest tooLong;
        tooLong.tokens.assign(m_engine.model().memory.context, 5);
        QVERIFY_EXCEPTION_THROWN(run(tooLong, traces), Error);
        thinksThenAnswers();
    }

    // On a device that ends each dispatch before the next begins, barriers between kernels are left out, unless they
    // are asked for: the numbers are the same.
    void barriersThatTheDriverNeedsNotChangeNothing()
    {
        const QByteArray validating = qgetenv("DEEPSCOPE_VALIDATE");
        qputenv("DEEPSCOPE_VALIDATE", "0"); // which keeps them
        std::vector<std::vector<TokenTrace>> all;
        for (const char *barriers : {"all", ""}) {
            qputenv("DEEPSCOPE_BARRIERS", barriers);
            BlockingEngine engine;
            LoadRequest load;
            load.path = "default";
            engine.load(load);
            engine.ask(question("What is 47 + 85?"), into(all.emplace_back()));
        }
        qunsetenv("DEEPSCOPE_BARRIERS");
        qputenv("DEEPSCOPE_VALIDATE", validating);
        QCOMPARE(all[1].size(), all[0].size());
        for (size_t i = 0; i < all[0].size(); ++i) {
            QCOMPARE(all[1][i].token, all[0][i].token);
            QCOMPARE(all[1][i].logprob, all[0][i].logprob);
            QCOMPARE(all[1][i].entropy, all[0][i].entropy);
        }
    }

    void scoreAgreesWithGeneration()
    {
        std::vector<TokenTrace> traces;
        run(question("What is 3 x 4?"), traces);
        std::vector<int32_t> tokens;
        for (const TokenTrace &trace : traces)
            tokens.push_back(trace.token);
        const auto scored = m_engine.ask(ScoreRequest{.tokens = tokens, .candidates = 3}).positions;
        QCOMPARE(scored.size(), tokens.size() - 1);
        for (const TokenTrace &trace : traces)
            if (trace.phase != Phase::Prompt)
                QVERIFY(std::abs(scored[trace.index - 1].logprob - trace.logprob) < 2e-2); // F16 cache, other kernels
    }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
