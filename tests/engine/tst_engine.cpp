// The engine's thread: commands in, events out, in order, whatever goes wrong.
#include "api/engine.h"

#include <QTest>

#include <thread>

#include <map>

#include <chrono>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace deepscope;

namespace {

// Collects events and waits for them.
class Events {
public:
    EventSink sink()
    {
        return [this](Event event) {
            {
                const std::lock_guard lock(m_mutex);
                m_events.push_back(std::move(event));
            }
            m_changed.notify_all();
        };
    }

    // The next event of this kind, dropping others before it.
    template <typename Kind>
    Kind next()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            const bool arrived =
                m_changed.wait_for(lock, std::chrono::seconds(60), [this] { return m_read < m_events.size(); });
            if (!arrived)
                throw std::runtime_error("the event did not arrive");
            const Event &event = m_events[m_read++];
            if (const Kind *found = std::get_if<Kind>(&event))
                return *found;
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Event> m_events;
    size_t m_read = 0;
};

RunRequest hello(uint32_t run)
{
    RunRequest request;
    request.run = run;
    request.chat = {{ChatMessage::Role::User, "hello"}};
    return request;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private slots:
    // Whoever listens may fail too, even while it is told of a failure: the thread goes on with the next command.
    void outlivesASinkThatThrows()
    {
        Events events;
        std::atomic<int> left = 2;
        const EventSink sink = events.sink();
        Engine engine([&](Event event) {
            if (left-- > 0)
                throw std::runtime_error("not today");
            sink(std::move(event));
        });
        engine.load({.path = "/nowhere/at/all.gguf"}); // its Failure is thrown back
        engine.load({.path = "/nowhere/at/all.gguf"});
        engine.load({.path = "/nowhere/at/last.gguf"});
        const Failure failure = events.next<Failure>();
        QVERIFY(failure.sentence.find("last") != std::string::npos);
    }

    void runsAndKeepsTheModelWhenALoadFails()
    {
        Events events;
        Engine engine(events.sink());
        engine.load({.path = "default"});
        QVERIFY(events.next<LoadedModel>().info.experts >= 16);
        engine.start(hello(1));
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::EndToken);

        engine.load({.path = "/nowhere/at/all.gguf"});
        const Failure failure = events.next<Failure>();
        QVERIFY(failure.loading);
        QCOMPARE(failure.kind, ErrorKind::File);
        QVERIFY(failure.sentence.find("/nowhere/at/all.gguf") != std::string::npos);

        engine.start(hello(2));
        const RunSummary after = events.next<RunSummary>();
        QCOMPARE(after.run, 2U);
        QCOMPARE(after.reason, FinishReason::EndToken);
    }

    void aRunWithoutAModelFails()
    {
        Events events;
        Engine engine(events.sink());
        engine.start(hello(3));
        const Failure failure = events.next<Failure>();
        QVERIFY(!failure.loading);
        QCOMPARE(failure.run, 3U);
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::Failed);
    }

    void cancelEndsWhatRunsAndWhatWaits()
    {
        Events events;
        Engine engine(events.sink());
        engine.load({.path = "default"});
        events.next<LoadedModel>();
        RunRequest endless = hello(4);
        endless.ignoreEnd = true;
        engine.start(endless);
        engine.start(hello(5));
        events.next<TokenTrace>();
        engine.cancel();
        for (const uint32_t run : {4U, 5U}) {
            const RunSummary summary = events.next<RunSummary>();
            QCOMPARE(summary.run, run);
            QCOMPARE(summary.reason, FinishReason::Cancelled);
        }
        engine.start(hello(6));
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::EndToken);
    }

    // Of several at once one ends, wherever it stands, also just as it is taken up; the others go on.
    void cancelsOneByItsNumber()
    {
        Events events;
        Engine engine(events.sink());
        engine.load({.path = "default"});
        events.next<LoadedModel>();
        for (uint32_t i = 0; i < 20; ++i) {
            RunRequest endless = hello(100 + 2 * i);
            endless.ignoreEnd = true;
            engine.start(endless);
            engine.start(hello(101 + 2 * i));
            std::this_thread::sleep_for(std::chrono::microseconds(100 * i));
            engine.cancel(endless.run);
            engine.cancel(9999); // unknown
            std::map<uint32_t, FinishReason> reasons;
            for (int summaries = 0; summaries < 2; ++summaries) {
                const RunSummary summary = events.next<RunSummary>();
                reasons[summary.run] = summary.reason;
            }
            QCOMPARE(reasons[endless.run], FinishReason::Cancelled);
            QCOMPARE(reasons[endless.run + 1], FinishReason::EndToken);
        }
    }

    void countsWhenNothingElseWaits()
    {
        Events events;
        Engine engine(events.sink());
        engine.count({1, hello(1), 0}); // of no model: no answer
        engine.load({.path = "default"});
        events.next<LoadedModel>();
        RunRequest endless = hello(9);
        endless.ignoreEnd = true;
        engine.start(endless);
        events.next<TokenTrace>();
        for (uint32_t number = 2; number <= 50; ++number)
            engine.count({number, hello(number), 0});
        engine.cancel();
        QCOMPARE(events.next<RunSummary>().run, 9U);
        const PromptCount count = events.next<PromptCount>();
        QCOMPARE(count.number, 50U); // only the newest; cancelling left it alone
        engine.start(hello(10));
        QCOMPARE(events.next<RunSummary>().promptTokens, count.tokens);
    }

    void closesWhileRunning()
    {
        Events events;
        {
            Engine engine(events.sink());
            engine.load({.path = "default"});
            RunRequest endless = hello(8);
            endless.ignoreEnd = true;
            engine.start(endless);
            events.next<TokenTrace>();
        }
        QCOMPARE(events.next<RunSummary>().reason, FinishReason::Cancelled);
    }

    void refusesADeviceThatDoesNotExist()
    {
        Events events;
        Engine engine(events.sink());
        engine.load({.path = "default", .device = "no such device"});
        QCOMPARE(events.next<Failure>().kind, ErrorKind::Device);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
