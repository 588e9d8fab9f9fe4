// Events cross from the engine's thread in order, in few steps, and only those that still matter.
#include "app/engine_bridge.h"
#include "support/scripted_run.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace deepscope;

namespace {

// Hands its sink to the test and counts the commands.
class QuietEngine : public Engine {
public:
    void load(LoadRequest) override { ++loads; }
    void close() override {}
    void start(Request) override { ++starts; }
    void closeThought(uint32_t) override {}
    void cancel(uint32_t run) override { cancelled.push_back(run); }
    void cancel() override { ++cancels; }
    int loads = 0, starts = 0, cancels = 0;
    std::vector<uint32_t> cancelled;
};

struct Fixture {
    QuietEngine *engine = nullptr;
    EventSink sink;
    EngineBridge bridge{[this](EventSink given) {
        sink = std::move(given);
        auto made = std::make_unique<QuietEngine>();
        engine = made.get();
        return made;
    }};
};

} // namespace

class TestEngineBridge : public QObject {
    Q_OBJECT

private slots:
    void burstArrivesInOrderWithFewDrains()
    {
        Fixture fixture;
        fixture.bridge.start({.run = 1});
        std::vector<uint32_t> arrived;
        int signalsSeen = 0;
        connect(&fixture.bridge, &EngineBridge::tracesArrived, this, [&](const std::vector<TokenTrace> &traces) {
            ++signalsSeen;
            for (const TokenTrace &trace : traces)
                arrived.push_back(trace.index);
            QTest::qSleep(2); // an interface that is busy with painting
        });
        constexpr uint32_t Count = 10000;
        std::thread producer([&] {
            for (uint32_t i = 0; i < Count; ++i)
                fixture.sink(test::traceOf(1, i, {Phase::Think, "x"}));
        });
        QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), size_t(Count), 20000);
        producer.join();
        for (uint32_t i = 0; i < Count; ++i)
            QCOMPARE(arrived[i], i);
        QVERIFY2(fixture.bridge.drains() < int(Count) / 4, qPrintable(QString::number(fixture.bridge.drains())));
        QCOMPARE(signalsSeen, fixture.bridge.drains());
    }

    void eventsKeepTheirOrder()
    {
        Fixture fixture;
        fixture.bridge.start({.run = 1});
        QStringList order;
        connect(&fixture.bridge, &EngineBridge::prefillProgress, this, [&] { order << "prefill"; });
        connect(&fixture.bridge, &EngineBridge::tracesArrived, this,
                [&](const auto &traces) { order << QString("traces %1").arg(traces.size()); });
        connect(&fixture.bridge, &EngineBridge::runFinished, this, [&] { order << "finished"; });
        fixture.sink(PrefillProgress{1, 4, 4});
        fixture.sink(test::traceOf(1, 0, {Phase::Prompt, "a"}));
        fixture.sink(test::traceOf(1, 1, {Phase::Think, "b"}));
        fixture.sink(test::summaryOf(1));
        QVERIFY(order.isEmpty()); // nothing happens inside the sink
        QTRY_COMPARE(order.size(), 3);
        QCOMPARE(order, QStringList({"prefill", "traces 2", "finished"}));
        QCOMPARE(fixture.bridge.drains(), 1);
    }

    // Each signal is of one run, and what comes of a run that has ended, or never began, is dropped.
    void tracesOfAllRunsUnderWayArrive()
    {
        Fixture fixture;
        fixture.bridge.start({.run = 1});
        fixture.bridge.start({.run = 2});
        QStringList arrived;
        connect(&fixture.bridge, &EngineBridge::tracesArrived, this, [&](const std::vector<TokenTrace> &traces) {
            arrived << QString("%1 of %2").arg(traces.size()).arg(traces.front().run);
        });
        for (const uint32_t run : {2U, 2U, 1U, 2U})
            fixture.sink(test::traceOf(run, 0, {Phase::Think, "x"}));
        fixture.sink(test::summaryOf(1));
        fixture.sink(test::traceOf(1, 1, {Phase::Think, "late"}));
        fixture.sink(test::traceOf(3, 0, {Phase::Think, "of nothing"}));
        fixture.sink(test::traceOf(2, 1, {Phase::Think, "y"}));
        QTRY_COMPARE(arrived, QStringList({"3 of 2", "1 of 1", "1 of 2"}));
    }

    void tellsThePoolsUse()
    {
        Fixture fixture;
        PoolUse seen;
        connect(&fixture.bridge, &EngineBridge::poolUsed, this, [&](const PoolUse &use) { seen = use; });
        const PoolUse told{32, 5, 2, 3, 24, {{1, 4, 2}, {2, 3, 2}}, {3, 1, 4}, {5, 3, 16}};
        fixture.sink(told);
        QTRY_VERIFY(seen == told);
    }

    // A newer count takes the place of one that is not answered yet, and the answer to that comes to nobody.
    void theNewestCountIsAnswered()
    {
        Fixture fixture;
        std::vector<uint32_t> counted;
        connect(&fixture.bridge, &EngineBridge::counted, this,
                [&](const PromptCount &count) { counted.push_back(count.run); });
        fixture.bridge.count({.run = 101});
        fixture.bridge.count({.run = 102});
        QCOMPARE(fixture.engine->cancelled, std::vector<uint32_t>({101}));
        fixture.sink(PromptCount{.run = 101, .failure = Failure{ErrorKind::Interrupted, "It was cancelled."}});
        fixture.sink(PromptCount{.run = 102, .tokens = 7});
        QTRY_COMPARE(counted, std::vector<uint32_t>({102}));
        fixture.bridge.count({.run = 103}); // nothing waits
        QCOMPARE(fixture.engine->cancelled.size(), size_t(1));
    }

    void commandsGoThrough()
    {
        Fixture fixture;
        fixture.bridge.load({.path = "default"});
        fixture.bridge.start({.run = 1});
        fixture.bridge.cancel(1);
        fixture.bridge.cancel();
        QCOMPARE(fixture.engine->loads, 1);
        QCOMPARE(fixture.engine->starts, 1);
        QCOMPARE(fixture.engine->cancels, 1);
        QCOMPARE(fixture.engine->cancelled, std::vector<uint32_t>({1}));
    }

    void eventsAfterTheEndAreHarmless()
    {
        auto fixture = std::make_unique<Fixture>();
        fixture->sink(test::smallModel());
        fixture.reset(); // with a drain still posted
        QCoreApplication::processEvents();
        QVERIFY(!fixture);
    }
};

QTEST_GUILESS_MAIN(TestEngineBridge)
#include "tst_engine_bridge.moc"
