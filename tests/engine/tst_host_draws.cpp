// Where a step has no room for all changed logits the host draws for some: nothing of what is told shows it, whether
// steps are begun ahead or not, also where a thought is closed at that moment.
#include "model/step.h"
#include "support/told_runs.h"

#include <QScopeGuard>
#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint32_t Biased = 900; // of the 1,012 tokens
constexpr uint32_t Runs = MostDrawEntries / Biased + 2;

std::vector<RunRequest> biasedSums(uint32_t maxTokens)
{
    std::vector<RunRequest> requests = sums(Runs, maxTokens);
    for (RunRequest &request : requests) {
        request.sampling.temperature = 0.7F;
        request.sampling.seed = request.run;
        for (uint32_t token = 0; token < Biased; ++token)
            request.sampling.logitBias.push_back({int32_t(token), float((token * 7 + request.run) % 5) / 10});
    }
    return requests;
}

} // namespace

class TestHostDraws : public QObject {
    Q_OBJECT

    static void addWays()
    {
        QTest::addColumn<bool>("ahead");
        QTest::newRow("step by step") << false;
        QTest::newRow("steps ahead") << true;
    }
    static std::unique_ptr<Session> openForAll()
    {
        QFETCH(bool, ahead);
        qputenv("DEEPSCOPE_AHEAD", ahead ? "yes" : "no");
        const auto restore = qScopeGuard([] { qunsetenv("DEEPSCOPE_AHEAD"); });
        return open(256, Runs);
    }

private slots:
    void tellTheSame_data() { addWays(); }
    void tellTheSame()
    {
        const std::vector<RunRequest> requests = biasedSums(8);
        const auto session = openForAll();
        AllTold together;
        uint32_t byHost = 0;
        for (const RunSummary &summary : runAll(*session, requests, into(together)))
            byHost += summary.wholeRowDraws;
        QVERIFY(byHost > 0);
        QVERIFY(together == alone(requests));
    }

    // After any token: what follows is what follows on the same text elsewhere.
    void aThoughtIsClosed_data() { addWays(); }
    void aThoughtIsClosed()
    {
        const std::vector<RunRequest> requests = biasedSums(30);
        const auto session = openForAll(), elsewhere = open(256, 1);
        uint32_t compared = 0;
        for (const uint32_t after : {0U, 1U, 4U}) {
            std::map<uint32_t, std::vector<TokenTrace>> told;
            std::map<uint32_t, RunSummary> ends;
            std::atomic<bool> close = false;
            const EventSink sink = [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event)) {
                    told[trace->run].push_back(*trace);
                    close = close || (trace->run == Runs && trace->phase == Phase::Think &&
                                      std::ranges::count(told[Runs], Phase::Think, &TokenTrace::phase) > after);
                }
                if (const auto *summary = std::get_if<RunSummary>(&event))
                    ends[summary->run] = *summary;
            };
            for (const RunRequest &request : requests)
                session->start(request, sink, Wishes(Never, close));
            while (!session->idle())
                session->tick(Never);
            for (const RunRequest &request : {requests.front(), requests[Runs - 2], requests[Runs - 1]}) {
                const std::vector<TokenTrace> &whole = told[request.run];
                auto closed = std::ranges::find_if(whole, [](const TokenTrace &trace) {
                    return trace.phase == Phase::Think && trace.entropy < 0; // not drawn: the mark
                });
                if (closed == whole.end())
                    continue;
                while (closed + 1 != whole.end() && (closed + 1)->entropy < 0)
                    ++closed;
                ++compared;
                RunRequest rest = request;
                for (auto trace = whole.begin(); trace <= closed; ++trace)
                    if (trace->phase != Phase::Prompt)
                        rest.beginning.tokens.push_back(trace->token);
                rest.maxTokens -= uint32_t(rest.beginning.tokens.size());
                Told expected, got;
                std::for_each(closed + 1, whole.end(), [&](const TokenTrace &trace) { got.add(trace); });
                run(*elsewhere, rest, [&](const TokenTrace &trace) {
                    if (trace.index > closed->index)
                        expected.add(trace);
                });
                QVERIFY(got == expected);
            }
        }
        QVERIFY(compared > 3);
    }
};

QTEST_GUILESS_MAIN(TestHostDraws)
#include "tst_host_draws.moc"
