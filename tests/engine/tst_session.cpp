// A session on the default model: runs, ends, cancels, and stays usable.
#include "api/session.h"

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

std::vector<int32_t> generatedIds(const std::vector<TokenTrace> &traces)
{
    std::vector<int32_t> ids;
    for (const TokenTrace &trace : traces)
        if (trace.phase != Phase::Prompt)
            ids.push_back(trace.token);
    return ids;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

    const CancelFlag m_never = false;
    std::unique_ptr<Session> m_session;

    RunSummary run(const RunRequest &request, std::vector<TokenTrace> &traces, const CancelFlag &cancel)
    {
        return m_session->run(request, {[&](const TokenTrace &trace) { traces.push_back(trace); }, {}}, cancel);
    }

private slots:
    void initTestCase()
    {
        LoadRequest request;
        request.path = "default";
        m_session = std::make_unique<Session>(
            request, [](const LoadProgress &) {}, m_never);
    }

    void thinksThenAnswers()
    {
        std::vector<TokenTrace> traces;
        const RunSummary summary = run(question("What is 47 + 85?"), traces, m_never);
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

    void everyTokenIsTraced()
    {
        const ModelInfo &info = m_session->model().info;
        std::vector<TokenTrace> traces;
        run(question("hello"), traces, m_never);
        for (const TokenTrace &trace : traces) {
            QCOMPARE(trace.routing.size(), size_t(info.expertLayers()) * info.expertsUsed);
            for (const ExpertHit &hit : trace.routing)
                QVERIFY(hit.expert < info.experts && hit.weight > 0);
            QCOMPARE(trace.cacheBytes, (trace.index + 1) * m_session->model().memory.cacheBytesPerToken());
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
        run(question("hello"), traces, m_never);
        for (const TokenTrace &trace : traces)
            QVERIFY(isTimed(trace) || !isGenerated(trace) || trace.index % 16 != 0);
        qputenv("DEEPSCOPE_TILES", "gpu");
        LoadRequest request;
        request.path = "default";
        Session gpu(
            request, [](const LoadProgress &) {}, m_never);
        qunsetenv("DEEPSCOPE_TILES");
        traces.clear();
        gpu.run(question("hello"), {[&](const TokenTrace &trace) { traces.push_back(trace); }, {}}, m_never);
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
        run(question("Which is larger, 17 or 71?"), first, m_never);
        const RunSummary again = run(question("Which is larger, 17 or 71?"), second, m_never);
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
        const PromptCount count = m_session->count({3, request, 0});
        QCOMPARE(count.number, 3U);
        QVERIFY(count.problem.empty());
        QCOMPARE(count.turnsToLeaveOut, 0U);
        std::vector<TokenTrace> traces;
        request.maxTokens = 1;
        QCOMPARE(run(request, traces, m_never).promptTokens, count.tokens);
        request.chatTemplate = "chatml";
        QVERIFY(m_session->count({4, request, 0}).tokens != count.tokens);
        request.chatTemplate = "no such template";
        const PromptCount none = m_session->count({5, request, 0});
        QVERIFY2(none.problem.find("no such template") != std::string::npos, none.problem.c_str());
        QVERIFY(!m_session->count({6, {}, 0}).problem.empty());
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
        const uint32_t whole = m_session->count({1, request, 0}).tokens;
        QCOMPARE(m_session->count({1, request, whole}).turnsToLeaveOut, 0U);
        for (size_t turns = 1; turns < 7; ++turns) {
            const uint32_t tokens = m_session->count({1, lastTurns(request, turns), 0}).tokens;
            const PromptCount count = m_session->count({1, request, tokens});
            QCOMPARE(count.tokens, whole);
            QCOMPARE(count.turnsToLeaveOut, uint32_t(7 - turns));
            QCOMPARE(count.tokensThen, tokens);
        }
        // Not even the last question fits: it is told what it takes.
        const PromptCount none = m_session->count({1, request, 2});
        QCOMPARE(none.turnsToLeaveOut, 6U);
        QCOMPARE(none.tokensThen, m_session->count({1, lastTurns(request, 1), 0}).tokens);
        QVERIFY(none.tokensThen > 2);
    }

    void aPromptThatIsTooLongAdvisesWhatCanBe()
    {
        RunRequest request = question("hello");
        for (int i = 0; i < 2000; ++i)
            request.chat[0].text += " hello";
        std::vector<TokenTrace> traces;
        try {
            run(request, traces, m_never);
            QFAIL("a prompt longer than the context");
        } catch (const Error &error) { // the model has its whole context already
            QVERIFY2(std::string(error.what()).ends_with("A shorter prompt would fit."), error.what());
        }
        LoadRequest small{.path = "default", .context = 64};
        Session session(
            small, [](const LoadProgress &) {}, m_never);
        try {
            session.run(request, {}, m_never);
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
        run(request, a, m_never);
        run(request, b, m_never);
        request.sampling.seed = 6;
        run(request, c, m_never);
        QCOMPARE(generatedIds(a), generatedIds(b));
        QVERIFY(generatedIds(a) != generatedIds(c));
    }

    void canBeCancelledAtAnyToken()
    {
        std::vector<TokenTrace> whole;
        run(question("What is 12 + 9?"), whole, m_never);
        for (size_t stop = 1; stop <= whole.size(); stop += 3) {
            CancelFlag cancel = false;
            size_t seen = 0;
            const RunSinks sinks{[&](const TokenTrace &) { cancel = ++seen >= stop; }, {}};
            const RunSummary summary = m_session->run(question("What is 12 + 9?"), sinks, cancel);
            QVERIFY(summary.reason == FinishReason::Cancelled || seen == whole.size());
            std::vector<TokenTrace> after;
            run(question("What is 12 + 9?"), after, m_never);
            QCOMPARE(generatedIds(after), generatedIds(whole));
        }
    }

    void endsWhenTheContextIsFull()
    {
        RunRequest request = question("hello");
        request.ignoreEnd = true;
        request.maxTokens = 0;
        std::vector<TokenTrace> traces;
        const RunSummary summary = run(request, traces, m_never);
        QCOMPARE(summary.reason, FinishReason::ContextFull);
        QCOMPARE(traces.size(), size_t(m_session->model().memory.context));
        thinksThenAnswers(); // and the session goes on
    }

    void stopsAtTheTokenLimit()
    {
        RunRequest request = question("hello");
        request.maxTokens = 3;
        std::vector<TokenTrace> traces;
        QCOMPARE(run(request, traces, m_never).reason, FinishReason::TokenLimit);
        QCOMPARE(generatedIds(traces).size(), size_t(3));
    }

    void refusesWhatCannotRun()
    {
        std::vector<TokenTrace> traces;
        RunRequest empty;
        QVERIFY_EXCEPTION_THROWN(run(empty, traces, m_never), Error);
        RunRequest outside;
        outside.tokens = {1, 1000000};
        QVERIFY_EXCEPTION_THROWN(run(outside, traces, m_never), Error);
        RunRequest tooLong;
        tooLong.tokens.assign(m_session->model().memory.context, 5);
        QVERIFY_EXCEPTION_THROWN(run(tooLong, traces, m_never), Error);
        thinksThenAnswers();
    }

    void scoreAgreesWithGeneration()
    {
        std::vector<TokenTrace> traces;
        run(question("What is 3 x 4?"), traces, m_never);
        std::vector<int32_t> tokens;
        for (const TokenTrace &trace : traces)
            tokens.push_back(trace.token);
        const auto scored = m_session->score(tokens, 0, 3, m_never);
        QCOMPARE(scored.size(), tokens.size() - 1);
        for (const TokenTrace &trace : traces)
            if (trace.phase != Phase::Prompt)
                QVERIFY(std::abs(scored[trace.index - 1].logprob - trace.logprob) < 2e-2); // F16 cache, other kernels
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
