// Many runs at once on the default model: each gives what it gives alone, a question is read once, and nobody is left
// out where the cache has no room for all.
#include "run/generation.h"
#include "support/op_shapes.h"
#include "support/told_runs.h"

#include <QTest>

#include <array>
#include <map>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// Runs that end at any time, drawn in every way: also such that the device leaves to the host.
std::vector<RunRequest> drawnInEveryWay(testing::Dice &dice, uint32_t count)
{
    const auto oneOf = [&](std::initializer_list<float> values) {
        return values.begin()[dice.between(0, uint32_t(values.size()) - 1)];
    };
    std::vector<RunRequest> requests;
    for (uint32_t i = 0; i < count; ++i) {
        RunRequest request;
        request.run = i + 1;
        request.maxTokens = dice.between(1, 30);
        request.ignoreEnd = dice.between(0, 1);
        request.sample = dice.between(0, 2);
        request.sampling.temperature = oneOf({0, 0.7F, 1.5F, 8});
        request.sampling.topP = oneOf({1, 0.9F, 0.999F});
        request.sampling.topK = uint32_t(oneOf({0, 5, 100}));
        request.sampling.repetitionPenalty = oneOf({1, 1, 1.3F});
        request.sampling.presencePenalty = oneOf({0, 0, 0.5F});
        if (dice.between(0, 3) == 0)
            request.sampling.logitBias = {{int32_t(dice.between(300, 340)), 4}, {2, 3}};
        if (dice.between(0, 3) == 0)
            request.alteration.experts = {{dice.between(1, 4), dice.between(0, 15), ExpertAction::Off, 0}};
        if (dice.between(0, 2) == 0) { // it thinks, at times no further than it may, or up to a text
            request.chat = {{ChatMessage::Role::User, "What is " + std::to_string(dice.between(1, 99)) + " + 5?"}};
            request.maxTokens += 20;
            request.thoughtLimit = uint32_t(oneOf({0, 3, 8}));
            if (dice.between(0, 1))
                request.stops = {"1", "5 ="};
        }
        const uint32_t longest = dice.between(0, 3) > 0 ? 40 : 180; // read in one piece, or in several
        for (uint32_t length = request.chat.empty() ? dice.between(1, longest) : 0; length > 0; --length)
            request.tokens.push_back(int32_t(dice.between(300, 340)));
        requests.push_back(request);
    }
    return requests;
}

// Nothing is in use; all is kept or free.
bool atRest(const PoolUse &use) { return use.inUse == 0 && use.runs.empty() && use.kept + use.free == use.pages; }

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

private slots:
    void eachGivesWhatItGivesAlone()
    {
        const std::vector<RunRequest> requests = sums(7);
        const auto session = open(256, 7);
        AllTold together;
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(together));
        QVERIFY(together == alone(requests));
        for (const RunSummary &summary : summaries)
            QVERIFY(summary.tasksAtOnce > 3);
        QVERIFY(atRest(session->poolUse()));
    }

    void aQuestionAskedManyTimesIsReadOnce()
    {
        std::vector<RunRequest> requests;
        for (uint32_t i = 0; i < 16; ++i)
            requests.push_back(question(i + 1, "What is 47 + 85?"));
        const auto session = open(256, 16);
        AllTold told;
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(told));
        uint32_t whole = 0;
        for (const RunSummary &summary : summaries) {
            whole += summary.reusedTokens == 0;
            QVERIFY(summary.reusedTokens == 0 || summary.reusedTokens == summary.promptTokens - 1);
            QCOMPARE(summary.answer, std::string("132"));
            QVERIFY(told[summary.run] == told[1]);
        }
        QCOMPARE(whole, 1U);
    }

    // The cache holds one long text; the young give up their place, and read their texts again.
    void nobodyIsLeftOutWhereTheCacheIsFull()
    {
        const std::vector<RunRequest> requests = sums(6);
        const auto session = open(96, 1);
        AllTold together;
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(together));
        QVERIFY(together == alone(requests));
        for (const RunSummary &summary : summaries)
            QVERIFY(summary.reason != FinishReason::ContextFull);
        QVERIFY(atRest(session->poolUse()));
        QCOMPARE(session->poolUse().pages, 3U);
    }

    // At any moment, among others: what it told until then is right, and the others tell all.
    void oneIsCancelledAndOthersGoOn()
    {
        const std::vector<RunRequest> requests = sums(4);
        const AllTold expected = alone(requests);
        const size_t all = expected.at(2).tokens.size();
        for (const size_t at : {size_t(0), size_t(5), all / 2, all - 1}) {
            const auto session = open(256, 4);
            AllTold told;
            CancelFlag cancel = false, interrupt = false;
            std::map<uint32_t, FinishReason> reasons;
            const EventSink sink = [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event)) {
                    told[trace->run].add(*trace);
                    if (trace->run == 2 && told[2].tokens.size() >= at)
                        cancel = interrupt = true;
                }
                if (const auto *summary = std::get_if<RunSummary>(&event))
                    reasons[summary->run] = summary->reason;
            };
            for (const RunRequest &request : requests)
                session->start(request, sink, request.run == 2 ? cancel : testing::Never);
            if (at == 0)
                cancel = true;
            for (; !session->idle(); interrupt = false)
                session->tick(interrupt);
            QCOMPARE(reasons.size(), size_t(4));
            QVERIFY(reasons[2] == FinishReason::Cancelled);
            for (const uint32_t run : {1U, 3U, 4U})
                QVERIFY(told[run] == expected.at(run));
            QVERIFY(std::ranges::equal(told[2].tokens, std::span(expected.at(2).tokens).first(told[2].tokens.size())));
            QVERIFY(atRest(session->poolUse()));
        }
    }

    // What came before is found by its content; an edit keeps what is before it.
    void findsBeginningsOfWhatWasRunBefore()
    {
        const auto session = open(256, 2);
        AllTold told;
        const RunRequest first = question(1, "What is 47 + 85?");
        const RunSummary before = run(*session, first, into(told));
        RunRequest next = question(2, "What is 47 + 85?");
        next.chat.push_back({ChatMessage::Role::Assistant, before.answer});
        next.chat.push_back({ChatMessage::Role::User, "What is 3 + 4?"});
        const RunSummary after = run(*session, next, into(told));
        QVERIFY(after.reusedTokens >= before.promptTokens - 2);
        const RunSummary other = run(*session, question(3, "What is 47 - 12?"), into(told));
        QVERIFY(other.reusedTokens > 3 && other.reusedTokens < other.promptTokens - 1);
        const RunSummary again = run(*session, first, into(told));
        QCOMPARE(again.reusedTokens, again.promptTokens - 1);
        QCOMPARE(again.answer, before.answer);
        // Experts of what was found in the cache are told as well.
        const auto fresh = open(256, 1);
        AllTold expected;
        run(*fresh, question(3, "What is 47 - 12?"), into(expected));
        QVERIFY(told[3].experts == expected[3].experts);
        QVERIFY(told[3].tokens == expected[3].tokens);
    }

    void aThousandSequencesLeaveNothing()
    {
        const auto session = open(128, 4);
        testing::Dice dice(1);
        const PoolUse before = session->poolUse();
        QCOMPARE(before.free, before.pages);
        uint64_t allocated = 0; // when all kinds of steps had been made once
        for (int round = 0; round < 125; ++round) {
            std::vector<RunRequest> requests;
            for (uint32_t i = 0; i < 8; ++i) {
                RunRequest request;
                request.run = i + 1;
                request.maxTokens = dice.between(1, 2);
                request.ignoreEnd = true;
                for (uint32_t length = dice.between(1, 40); length > 0; --length)
                    request.tokens.push_back(int32_t(dice.between(9, 12)));
                requests.push_back(request);
            }
            AllTold told;
            runAll(*session, requests, into(told));
            const PoolUse use = session->poolUse();
            QVERIFY(atRest(use));
            QCOMPARE(use.pages, before.pages);
            allocated = round == 0 ? session->memory().allocated() : allocated;
            QCOMPARE(session->memory().allocated(), allocated);
        }
    }

    // Texts that begin alike, of any length, in a cache with room for one: sequences are given up and found again at
    // every stage, and each run tells what it tells alone.
    void randomRunsInASmallCache()
    {
        testing::Dice dice(2);
        const auto crowded = open(128, 1), roomy = open(128, 1);
        for (int round = 0; round < 25; ++round) {
            std::vector<RunRequest> requests;
            for (uint32_t i = 0; i < 6; ++i) {
                RunRequest request;
                request.run = i + 1;
                request.maxTokens = dice.between(1, 40);
                request.ignoreEnd = true;
                request.sampling.temperature = float(dice.between(0, 2));
                request.sample = dice.between(0, 2);
                const uint32_t length = dice.between(1, 100), same = dice.between(0, length);
                for (uint32_t at = 0; at < length; ++at)
                    request.tokens.push_back(int32_t(at < same ? 300 + at % 7 : dice.between(300, 340)));
                requests.push_back(request);
            }
            AllTold together, expected;
            runAll(*crowded, requests, into(together));
            for (const RunRequest &request : requests)
                run(*roomy, request, into(expected));
            QVERIFY2(together == expected, qPrintable(QString("round %1").arg(round)));
            QVERIFY(atRest(crowded->poolUse()));
        }
    }

    // The device may go on before the host has looked: what follows on the last token of a run, on a draw that needs
    // all logits, or on one that is cancelled, is taken back.
    void stepsAheadTellTheSame()
    {
        constexpr uint32_t Rounds = 12, Runs = 5, Cancelled = 3;
        struct Way {
            bool ahead;
            uint32_t sequences; // that the cache has room for: with one, places are given up and texts read again
        };
        std::vector<std::vector<AllTold>> told;
        uint32_t wholeRows = 0, stepsAhead = 0;
        for (const auto [ahead, sequences] : {Way{false, Runs}, Way{true, Runs}, Way{false, 1}, Way{true, 1}}) {
            const LoadRequest load{.path = "default", .context = 224, .sequences = sequences};
            told.emplace_back();
            qputenv("DEEPSCOPE_AHEAD", ahead ? "yes" : "no");
            ReadyModel model(
                load, [](const LoadProgress &) {}, testing::Never);
            Scheduler scheduler(model);
            testing::Dice dice(3);
            for (uint32_t round = 0; round < Rounds; ++round) {
                CancelFlag cancel = false;
                AllTold &tokens = told.back().emplace_back();
                for (const RunRequest &request : drawnInEveryWay(dice, Runs)) {
                    RunSinks sinks{into(tokens), {}};
                    if (request.run == Cancelled)
                        sinks.token = [&, last = request.tokens.size() + round](const TokenTrace &trace) {
                            if (trace.index < last)
                                tokens[Cancelled].add(trace);
                            cancel = cancel || trace.index == last;
                        };
                    scheduler.add(request.run,
                                  std::make_unique<Generation>(model, request, sinks,
                                                               request.run == Cancelled ? cancel : testing::Never),
                                  [&](Task &task, const std::exception_ptr &error) {
                                      QVERIFY(!error);
                                      wholeRows += static_cast<Generation &>(task).end().wholeRowDraws;
                                  });
                }
                while (!scheduler.idle()) {
                    scheduler.tick(testing::Never);
                    stepsAhead += !scheduler.runner().idle();
                    QVERIFY(ahead || scheduler.runner().idle());
                }
                QVERIFY(scheduler.runner().idle() && atRest(scheduler.poolUse()));
            }
        }
        qunsetenv("DEEPSCOPE_AHEAD");
        for (const std::vector<AllTold> &way : told)
            QVERIFY(way == told.front());
        QVERIFY(wholeRows > Rounds);
        QVERIFY2(stepsAhead > Rounds, qPrintable(QString::number(stepsAhead)));
    }

    void withoutATraceTheTextIsTheSame()
    {
        ReadyModel model(
            {.path = "default", .context = 128}, [](const LoadProgress &) {}, Never);
        Scheduler scheduler(model);
        std::array<std::vector<TokenTrace>, 2> told;
        for (const bool traced : {false, true}) {
            RunRequest request = question(1, "What is 7 + 5?", 20);
            request.sampling.temperature = 1;
            request.ignoreEnd = true;
            const RunSinks sinks{[&](TokenTrace trace) { told[traced].push_back(std::move(trace)); }, {}};
            scheduler.runner().trace(traced);
            scheduler.add(1, std::make_unique<Generation>(model, request, sinks, Never),
                          [](Task &task, const std::exception_ptr &error) {
                              QVERIFY(!error);
                              static_cast<Generation &>(task).end();
                          });
            while (!scheduler.idle())
                scheduler.tick(Never);
            scheduler.pool().sequences().forgetKept(); // what was not traced has no routing
        }
        QVERIFY(told[true].size() > 20);
        QCOMPARE(told[false].size(), told[true].size());
        const size_t hits = model.description().info.expertLayers() * model.step().ownChoices();
        for (size_t i = 0; i < told[true].size(); ++i) {
            QCOMPARE(told[false][i].token, told[true][i].token);
            QVERIFY(told[false][i].logprob == told[true][i].logprob);
            QCOMPARE(told[false][i].phase, told[true][i].phase);
            QCOMPARE(told[true][i].routing.size(), hits);
            QVERIFY(told[false][i].routing.empty() && told[false][i].stages == StageTimes{});
        }
    }

    // One wrong request of several: a sentence for it, and the others go on.
    void refusesWrongRequestsAmongOthers()
    {
        const auto session = open(64, 2);
        AllTold told;
        std::vector<RunRequest> requests = sums(2, 5);
        RunRequest tooLong;
        tooLong.run = 3;
        tooLong.tokens.assign(64, 9);
        requests.insert(requests.begin() + 1, tooLong);
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(told));
        QCOMPARE(summaries[1].reason, FinishReason::Failed);
        QVERIFY(summaries[1].failure && summaries[1].failure->kind == ErrorKind::Usage);
        for (const size_t place : {0U, 2U})
            QCOMPARE(summaries[place].reason, FinishReason::TokenLimit);
        QVERIFY(session->idle() && atRest(session->poolUse()));
        QCOMPARE(run(*session, question(1, "What is 2 + 2?", 5), into(told)).reason, FinishReason::TokenLimit);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
