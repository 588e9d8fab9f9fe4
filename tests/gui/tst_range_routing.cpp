// The statistics of the selected range keep up with runs that stream and ranges that move, without counting anew.
#include "models/load_words.h"
#include "models/range_routing.h"
#include "support/synthetic_run.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture {
    LoadedModel model = liteModel();
    RunStore store;
    Selection selection{store};
    RangeRouting routing{store, selection};

    void begin(int size, int tokens)
    {
        store.beginRun(1, "question", model);
        append(0, tokens, size);
    }
    void append(int first, int last, int size) { store.append(mixtureTraces(model, first, last, size)); }
};

void compare(const RoutingStatistics &counted, const RoutingStatistics &plain, const Run &run)
{
    QVERIFY(counted.range() == plain.range());
    QCOMPARE(counted.tokens(), plain.tokens());
    for (int layer = run.firstExpertLayer(); layer < run.firstExpertLayer() + run.expertLayers(); ++layer)
        for (int expert = 0; expert < run.expertCount(); ++expert) {
            QCOMPARE(counted.load(layer, expert).tokens, plain.load(layer, expert).tokens);
            for (const std::optional<Phase> phase : {std::optional<Phase>(), std::optional(Phase::Think)}) {
                const LoadMeasure weight{LoadUnit::Weight, phase};
                QVERIFY(std::abs(counted.share(layer, expert, weight) - plain.share(layer, expert, weight)) < 1e-9);
                // No rounding is left over of tokens that went out.
                QVERIFY(plain.load(layer, expert).total() > 0 || counted.share(layer, expert, weight) == 0);
            }
        }
}

} // namespace

class TestRangeRouting : public QObject {
    Q_OBJECT

private slots:
    void movesToAnyRange()
    {
        Fixture fixture;
        fixture.begin(600, 600);
        const Run &run = *fixture.store.current();
        RoutingStatistics moved(run, {0, 0});
        QRandomGenerator random(7);
        TokenRange range;
        for (int i = 0; i < 40; ++i) {
            const int a = i % 3 ? std::clamp(range.begin + random.bounded(-30, 30), 0, 600) : random.bounded(601);
            const int b = i % 3 ? std::clamp(range.end + random.bounded(-30, 30), 0, 600) : random.bounded(601);
            range = {std::min(a, b), std::max(a, b)};
            int steps = 0;
            while (!moved.moveTo(run, range, i % 2 ? 1000 : 7))
                QVERIFY(++steps < 200);
            compare(moved, RoutingStatistics(run, range), run);
        }
    }

    void sharesOfALayerAddUp()
    {
        Fixture fixture;
        fixture.begin(90, 90);
        const RoutingStatistics &statistics = fixture.routing.statistics();
        for (const std::optional<Phase> phase : {std::optional<Phase>(), std::optional(Phase::Answer)}) {
            double tokens = 0, weight = 0;
            for (int expert = 0; expert < 64; ++expert) {
                tokens += statistics.share(7, expert, {LoadUnit::Tokens, phase});
                weight += statistics.share(7, expert, {LoadUnit::Weight, phase});
            }
            QVERIFY(std::abs(tokens - 6) < 1e-9);
            QVERIFY(std::abs(weight - 1) < 1e-9);
            QVERIFY(std::abs(statistics.evenShare(7, {LoadUnit::Tokens, phase}) - 6.0 / 64) < 1e-9);
            QVERIFY(std::abs(statistics.evenShare(7, {LoadUnit::Weight, phase}) - 1.0 / 64) < 1e-9);
        }
    }

    void streamedTokensAreCountedOnce()
    {
        Fixture fixture;
        QSignalSpy told(&fixture.routing, &RangeRouting::changed);
        QElapsedTimer timer;
        timer.start();
        constexpr int Size = 20'000, Batch = 40;
        fixture.begin(Size, Batch);
        for (int first = Batch; first < Size; first += Batch) {
            fixture.append(first, first + Batch, Size);
            // Only what is new is counted, and at once.
            QVERIFY((fixture.routing.statistics().range() == TokenRange{0, first + Batch}));
            QCoreApplication::processEvents();
        }
        fixture.store.finish(syntheticSummary());
        // However many batches: one at the start, one at the end, and one every 50 ms.
        QVERIFY2(told.size() <= timer.elapsed() / 50 + 3,
                 qPrintable(QString("%1 in %2 ms").arg(told.size()).arg(timer.elapsed())));
        const Run &run = *fixture.store.current();
        QCOMPARE(fixture.routing.counted(), 1.0);
        compare(fixture.routing.statistics(), RoutingStatistics(run, run.all()), run);
    }

    void aLongRangeIsCountedInSlices()
    {
        Fixture fixture;
        constexpr int Size = 20'000;
        fixture.begin(Size, Size);
        QVERIFY(fixture.routing.counted() > 0 && fixture.routing.counted() < 1);
        QSignalSpy told(&fixture.routing, &RangeRouting::changed);
        QTRY_COMPARE(fixture.routing.counted(), 1.0);
        QTRY_VERIFY(!told.isEmpty());
        const Run &run = *fixture.store.current();
        compare(fixture.routing.statistics(), RoutingStatistics(run, run.all()), run);

        // A short range of it needs no slices, nor does one that moves by a little.
        fixture.selection.setRange({12'000, 12'100});
        QCOMPARE(fixture.routing.counted(), 1.0);
        fixture.selection.setRange({0, Size - 200});
        QTRY_COMPARE(fixture.routing.counted(), 1.0);
        fixture.selection.setRange({150, Size - 40});
        QCOMPARE(fixture.routing.counted(), 1.0);
        compare(fixture.routing.statistics(), RoutingStatistics(run, {150, Size - 40}), run);
    }

    void anotherRunWhileOneIsCounted()
    {
        Fixture fixture;
        fixture.begin(20'000, 20'000);
        QVERIFY(fixture.routing.counted() < 1);
        addRun(fixture.store, moeModel(), {.run = 2});
        const Run &run = *fixture.store.current();
        QCoreApplication::processEvents();
        compare(fixture.routing.statistics(), RoutingStatistics(run, run.all()), run);
        fixture.store.clearCurrent();
        QCOMPARE(fixture.routing.statistics().tokens(), 0);
        QCOMPARE(fixture.routing.counted(), 1.0);
    }

    // Whoever hears first that something else is selected.
    void isNeverOfAnotherRun()
    {
        Fixture fixture;
        fixture.begin(90, 90);
        fixture.selection.setRange({20, 60});
        fixture.selection.setFocus({30, 7, 50});
        int heard = 0;
        const auto look = [&] {
            ++heard;
            const Run *run = fixture.store.current();
            QVERIFY(!run || fixture.routing.statistics().isOf(*run));
        };
        connect(&fixture.selection, &Selection::focusChanged, this, look);
        connect(&fixture.selection, &Selection::rangeChanged, this, look);
        connect(&fixture.selection, &Selection::visibleChanged, this, look);
        const Run &first = *fixture.store.current();
        addRun(fixture.store, moeModel(), {.run = 2});
        QVERIFY(heard >= 2);
        const Run &second = *fixture.store.current();
        QVERIFY(!fixture.routing.statistics().isOf(first));
        compare(fixture.routing.statistics(), RoutingStatistics(second, second.all()), second);
        fixture.store.setCurrent(first.id());
        compare(fixture.routing.statistics(), RoutingStatistics(first, first.all()), first);
    }
};

QTEST_GUILESS_MAIN(TestRangeRouting)
#include "tst_range_routing.moc"
