// The local engine: requests in, events out, and one end for each, whatever goes wrong. And the one for those who wait.
#include "api/blocking_engine.h"
#include "support/engine_events.h"
#include "support/expect_error.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>

using namespace deepscope;
using testing::Events;

namespace {

RunRequest hello(uint32_t run)
{
    RunRequest request;
    request.run = run;
    request.chat = {{ChatMessage::Role::User, "hello"}};
    return request;
}

RunRequest endless(uint32_t run)
{
    RunRequest request = hello(run);
    request.ignoreEnd = true;
    return request;
}

std::unique_ptr<Engine> engineFor(Events &events) { return localEngine()(events.sink()); }

// With the default model.
std::unique_ptr<Engine> loadedEngine(Events &events)
{
    auto engine = engineFor(events);
    engine->load({.path = "default", .prepare = false});
    events.next<LoadedModel>();
    return engine;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

private slots:
    // Whoever listens may fail too, even while it is told of a failure: the thread goes on with the next request.
    void outlivesASinkThatThrows()
    {
        Events events;
        std::atomic<int> left = 2;
        const EventSink sink = events.sink();
        const auto engine = localEngine()([&](Event event) {
            if (left-- > 0)
                throw std::runtime_error("not today");
            sink(std::move(event));
        });
        engine->load({.path = "/nowhere/at/all.gguf"}); // its Failure is thrown back
        engine->load({.path = "/nowhere/at/all.gguf"});
        engine->load({.path = "/nowhere/at/last.gguf"});
        QVERIFY(events.next<Failure>().sentence.find("last") != std::string::npos);
    }

    // A sink that throws at a token of one run ends that run.
    void aSinkThatThrowsEndsItsRun()
    {
        Events events;
        const EventSink sink = events.sink();
        const auto engine = localEngine()([&](Event event) {
            if (const auto *trace = std::get_if<TokenTrace>(&event); trace && trace->run == 1 && trace->index > 5)
                throw std::runtime_error("the disk is full");
            sink(std::move(event));
        });
        engine->load({.path = "default", .prepare = false});
        events.next<LoadedModel>();
        engine->start(hello(1));
        engine->start(hello(2));
        std::map<uint32_t, RunSummary> summaries;
        for (int i = 0; i < 2; ++i) {
            const RunSummary summary = events.next<RunSummary>();
            summaries[summary.run] = summary;
        }
        QCOMPARE(summaries[1].reason, FinishReason::Failed);
        QVERIFY(summaries[1].failure && summaries[1].failure->kind == ErrorKind::Internal);
        QVERIFY(summaries[1].failure->sentence.find("the disk is full") != std::string::npos);
        QCOMPARE(summaries[2].reason, FinishReason::EndToken);
        QVERIFY(!summaries[2].failure);
    }

    void runsAndKeepsTheModelWhenALoadFails()
    {
        Events events;
        const auto engine = engineFor(events);
        engine->load({.path = "default"});
        QVERIFY(events.next<LoadedModel>().info.experts >= 16);
        engine->start(hello(1));
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::EndToken);

        engine->load({.path = "/nowhere/at/all.gguf"});
        const Failure failure = events.next<Failure>();
        QCOMPARE(failure.kind, ErrorKind::File);
        QVERIFY(failure.sentence.find("/nowhere/at/all.gguf") != std::string::npos);

        engine->start(hello(2));
        const RunSummary after = events.next<RunSummary>();
        QCOMPARE(after.run, 2U);
        QCOMPARE(after.reason, FinishReason::EndToken);
    }

    void nothingCanBeAskedWithoutAModel()
    {
        Events events;
        const auto engine = engineFor(events);
        engine->start(hello(3));
        engine->start(ScoreRequest{.run = 4});
        engine->start(CountRequest{.run = 5});
        engine->start(BenchRequest{.run = 6});
        const RunSummary summary = events.next<RunSummary>();
        QCOMPARE(summary.run, 3U);
        QCOMPARE(summary.reason, FinishReason::Failed);
        for (const auto &failure : {summary.failure, events.next<Scores>().failure, events.next<PromptCount>().failure,
                                    events.next<BenchResult>().failure})
            QVERIFY(failure && failure->kind == ErrorKind::Usage && isSentence(failure->sentence));
        QVERIFY(events.ends() == (std::map<uint32_t, int>{{3, 1}, {4, 1}, {5, 1}, {6, 1}}));
    }

    // A scoring beside a run gives what it gives alone; a measurement waits for both, and a run for that.
    void everyKindOfRequestEndsWithItsOwn()
    {
        Events events;
        const auto engine = loadedEngine(events);
        const ScoreRequest score{.run = 1, .tokens = {5, 9, 300, 12, 7}, .from = 1, .candidates = 2};
        engine->start(score);
        const Scores alone = events.next<Scores>();
        QCOMPARE(alone.run, 1U);
        QVERIFY(!alone.failure);
        QCOMPARE(alone.positions.size(), size_t(3));
        engine->start(hello(2));
        ScoreRequest beside = score;
        beside.run = 3;
        engine->start(beside);
        engine->start(BenchRequest{.run = 4, .promptTokens = 8, .generateTokens = 2, .repeat = 1});
        engine->start(hello(5));
        const Scores again = events.next<Scores>();
        QCOMPARE(again.run, 3U);
        for (size_t i = 0; i < again.positions.size(); ++i)
            QCOMPARE(again.positions[i].logprob, alone.positions[i].logprob);
        QCOMPARE(events.next<RunSummary>().run, 2U);
        const BenchResult measured = events.next<BenchResult>();
        QCOMPARE(measured.run, 4U);
        QCOMPARE(measured.decodeTokensPerSecond.size(), size_t(1));
        QCOMPARE(events.next<RunSummary>().run, 5U);
        engine->start(ScoreRequest{.run = 6, .tokens = {1}});
        const Scores wrong = events.next<Scores>();
        QVERIFY(wrong.positions.empty() && wrong.failure && wrong.failure->kind == ErrorKind::Usage);
    }

    void cancelEndsWhatRunsAndWhatWaits()
    {
        Events events;
        const auto engine = loadedEngine(events);
        engine->start(endless(4));
        engine->start(endless(5));
        events.next<TokenTrace>();
        engine->cancel();
        std::set<uint32_t> ended; // in any order: the second may be under way or wait
        for (int i = 0; i < 2; ++i) {
            const RunSummary summary = events.next<RunSummary>();
            ended.insert(summary.run);
            QCOMPARE(summary.reason, FinishReason::Cancelled);
            QVERIFY(!summary.failure);
        }
        QCOMPARE(ended, (std::set<uint32_t>{4, 5}));
        engine->start(hello(6));
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::EndToken);
    }

    // Scores and measurements have nothing to show for what was done of them.
    void whatIsCancelledSaysSo()
    {
        Events events;
        const auto engine = loadedEngine(events);
        engine->start(endless(1));
        events.next<TokenTrace>();
        engine->start(BenchRequest{.run = 2, .repeat = 1000}); // it waits
        engine->start(BenchRequest{.run = 3, .promptTokens = 8, .generateTokens = 8, .repeat = 100000});
        engine->cancel(2);
        engine->cancel(1);
        QCOMPARE(events.next<BenchResult>().run, 2U);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        engine->cancel(3); // it is under way, or about to be
        const BenchResult measured = events.next<BenchResult>();
        QCOMPARE(measured.run, 3U);
        QVERIFY(measured.failure && measured.failure->kind == ErrorKind::Interrupted);
        engine->start(ScoreRequest{.run = 4, .tokens = std::vector<int32_t>(1000, 7)});
        engine->cancel(4);
        const Scores scores = events.next<Scores>();
        QVERIFY(scores.failure && scores.failure->kind == ErrorKind::Interrupted && scores.positions.empty());
    }

    // Of several at once one ends, wherever it stands, also just as it is taken up; the others go on.
    void cancelsOneByItsNumber()
    {
        Events events;
        const auto engine = loadedEngine(events);
        for (uint32_t i = 0; i < 20; ++i) {
            const RunRequest stopped = endless(100 + 2 * i);
            engine->start(stopped);
            engine->start(hello(101 + 2 * i));
            std::this_thread::sleep_for(std::chrono::microseconds(100 * i));
            engine->cancel(stopped.run);
            engine->cancel(9999); // unknown
            std::map<uint32_t, FinishReason> reasons;
            for (int summaries = 0; summaries < 2; ++summaries) {
                const RunSummary summary = events.next<RunSummary>();
                reasons[summary.run] = summary.reason;
            }
            QCOMPARE(reasons[stopped.run], FinishReason::Cancelled);
            QCOMPARE(reasons[stopped.run + 1], FinishReason::EndToken);
        }
    }

    // Counts are answered beside a run, also when all is cancelled, but for those that are cancelled by their number.
    void countsBesideARun()
    {
        Events events;
        const auto engine = loadedEngine(events);
        engine->start(endless(9));
        events.next<TokenTrace>();
        for (uint32_t run = 10; run <= 50; ++run)
            engine->start(CountRequest{run, hello(run), 0});
        engine->cancel();
        PromptCount last;
        for (uint32_t run = 10; run <= 50; ++run) {
            last = events.next<PromptCount>();
            QCOMPARE(last.run, run);
            QVERIFY(!last.failure && last.tokens > 0);
        }
        QTRY_VERIFY(events.ends()[9] == 1);
        engine->load({.path = "default", .prepare = false}); // while it loads, all that comes waits
        engine->start(CountRequest{51, hello(51), 0});
        engine->cancel(51);
        const PromptCount cancelled = events.next<PromptCount>();
        QVERIFY(cancelled.failure && cancelled.failure->kind == ErrorKind::Interrupted);
        engine->start(hello(60));
        QCOMPARE(events.next<RunSummary>().promptTokens, last.tokens);
    }

    // Whatever it is at when it is closed, and whatever waits: each request has ended, once.
    void closingEndsEverything()
    {
        for (uint32_t round = 0; round < 12; ++round) {
            Events events;
            {
                const auto engine = engineFor(events);
                engine->load({.path = "default", .prepare = round % 2 == 0});
                engine->start(endless(1));
                if (round % 4 == 3)
                    events.next<TokenTrace>();
                else
                    std::this_thread::sleep_for(std::chrono::milliseconds(7 * round));
                engine->start(ScoreRequest{.run = 2, .tokens = {1, 2, 3}});
                engine->start(BenchRequest{.run = 3});
                engine->start(CountRequest{.run = 4, .request = hello(4)});
                engine->load({.path = "/nowhere/at/all.gguf"});
                engine->start(hello(5));
            }
            QVERIFY(events.ends() == (std::map<uint32_t, int>{{0, 2}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}));
            QCOMPARE(events.next<RunSummary>().reason, FinishReason::Cancelled);
        }
    }

    void refusesADeviceThatDoesNotExist()
    {
        Events events;
        const auto engine = engineFor(events);
        engine->load({.path = "default", .device = "no such device"});
        QCOMPARE(events.next<Failure>().kind, ErrorKind::Device);
    }

    // An interrupt, and a sink that throws, end what was asked of an engine by one who waits; it can be asked again.
    void whoWaitsCanBeInterrupted()
    {
        CancelFlag interrupt = false;
        BlockingEngine engine(&interrupt);
        const auto refused = errorOf([&] { engine.load({.path = "/nowhere/at/all.gguf"}); });
        QVERIFY(refused && refused->kind() == ErrorKind::File);
        engine.load({.path = "default", .prepare = false});
        QVERIFY(engine.model().info.experts >= 16);
        const auto stop = [&](const Event &event) {
            if (const auto *trace = std::get_if<TokenTrace>(&event))
                interrupt = trace->index > 3;
        };
        QCOMPARE(engine.ask(endless(1), stop).reason, FinishReason::Cancelled);
        const auto score = errorOf([&] { engine.ask(ScoreRequest{.tokens = std::vector<int32_t>(1000, 7)}); });
        QVERIFY(!score || score->kind() == ErrorKind::Interrupted); // it may have been faster
        interrupt = false;
        std::map<uint32_t, int> tokens;
        try {
            engine.runToEnd({endless(2), endless(3)}, [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event))
                    if (++tokens[trace->run] == 8)
                        throw std::runtime_error("the disk is full");
            });
            QFAIL("the sink threw");
        } catch (const std::runtime_error &error) {
            QCOMPARE(error.what(), "the disk is full");
        }
        QVERIFY(tokens[2] == 8 || tokens[3] == 8); // none came after it
        QCOMPARE(engine.ask(hello(4)).reason, FinishReason::EndToken);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
