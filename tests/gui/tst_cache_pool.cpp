// The pages of the cache: who has them, as the engine says, and of how many contexts it is to have room.
#include "models/cache_statistics.h"
#include "support/memory_panel_fixture.h"

#include <QSpinBox>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : MemoryPanelFixture {
    Fixture() { store.setModel(moeModel()); } // 128 pages of 32 tokens, 512 bytes a token

    QStringList lines() const
    {
        QStringList lines;
        for (const BarRow &row : now()->rows())
            lines << (row.value.isEmpty() ? row.label : row.label + ": " + row.value);
        return lines;
    }
    const BarRow &row(const QString &label) const { return rowNamed(now(), label); }
    uint32_t beginAnswer(uint32_t run, uint32_t sample)
    {
        RunRequest request;
        request.run = run;
        request.sample = sample;
        return store.beginBeside(run, "What is 47 + 85?", moeModel(), request);
    }
};

} // namespace

class TestCachePool : public QObject {
    Q_OBJECT

private slots:
    void nothingIsSaidBeforeTheEngineSaysIt()
    {
        const Fixture f;
        QVERIFY(f.lines().filter("Pages").isEmpty());
        QVERIFY(f.lines().filter("Free").isEmpty());
        QCOMPARE(f.row("KV cache").segments.size(), size_t(2));
    }

    void saysWhoHasThePages()
    {
        Fixture f;
        f.beginAnswer(1, 0);
        f.beginAnswer(2, 1);
        f.store.setPoolUse({128, 5, 2, 3, 120, {{1, 4, 2}, {2, 3, 2}}});
        const qsizetype heading = f.lines().indexOf("Pages of the cache: 5 of 128 in use");
        QVERIFY2(heading > 0, qPrintable(f.lines().join('|')));
        QCOMPARE(f.lines().mid(heading + 1, 5),
                 QStringList({"Answer 1: 128 tokens   64.0 KiB", "Answer 2: 96 tokens   48.0 KiB",
                              "Shared: 64 tokens   32.0 KiB", "Kept for later: 96 tokens   48.0 KiB",
                              "Free: 3,840 tokens   1.88 MiB"}));
        const BarRow &first = f.row("Answer 1");
        QCOMPARE(first.segments[0].value, 2.0 * 32 * 512); // its own
        QCOMPARE(first.segments[1].value, 2.0 * 32 * 512); // shared
        QCOMPARE(first.maximum, double(moeModel().memory.cacheBytes));
        QCOMPARE(first.words, QString("Answer 1: 4 pages, 128 tokens, 65,536 bytes, of them shared: 2 pages"));
        QVERIFY(f.row("Kept for later").words.contains("found again by its content"));
        const BarRow &cache = f.row("KV cache");
        QCOMPARE(cache.segments.size(), size_t(3));
        QCOMPARE(cache.segments[0].words, QString("KV cache in use by runs: 81,920 bytes"));
        QCOMPARE(f.row("All").segments[1].words, cache.segments[0].words);
        QCOMPARE(cache.segments[1].words, QString("KV cache kept for later: 49,152 bytes"));
        QCOMPARE(cache.segments[0].value + cache.segments[1].value + cache.segments[2].value,
                 double(moeModel().memory.cacheBytes));
    }

    void nobodyHasAny()
    {
        Fixture f;
        f.store.setPoolUse({128, 0, 0, 0, 128, {}});
        QVERIFY(f.lines().contains("Pages of the cache: 0 of 128 in use"));
        QVERIFY(f.lines().contains("Free: 4,096 tokens   2.00 MiB"));
        f.beginAnswer(1, 0);
        f.store.setPoolUse({128, 1, 0, 0, 127, {{1, 1, 0}}});
        QVERIFY(f.lines().contains("Run under way: 32 tokens   16.0 KiB"));
        f.store.setModel(denseModel()); // another cache, of which nothing is known so far
        QVERIFY(f.lines().filter("Pages").isEmpty());
    }

    // Of a model some of whose layers keep a state of each text instead of rows.
    void saysWhoHasTheStates()
    {
        Fixture f;
        LoadedModel model = moeModel();
        model.memory.bytesPerState = 2048;
        QCOMPARE(model.memory.stateSlots(), 8U);
        f.store.setModel(model);
        QCOMPARE(f.row("States").segments.size(), size_t(1)); // nothing is said yet
        PoolUse use{128, 5, 2, 3, 120, {}};
        use.states = {3, 1, 4};
        f.store.setPoolUse(use);
        const qsizetype heading = f.lines().indexOf("States of texts: 3 of 8 in use");
        QVERIFY2(heading > f.lines().indexOf("Pages of the cache: 5 of 128 in use"), qPrintable(f.lines().join('|')));
        QCOMPARE(f.lines().mid(heading + 1, 3),
                 QStringList({"In use: 3 states   6.00 KiB", "Kept for later: 1 state   2.00 KiB",
                              "Free: 4 states   8.00 KiB"}));
        const BarRow &words = f.now()->rows()[size_t(heading)], &inUse = f.row("In use");
        QVERIFY2(words.words.contains("2,048 bytes for each state of a text") &&
                     words.words.contains("they limit how many go on beside each other"),
                 qPrintable(words.words));
        QCOMPARE(inUse.words, QString("In use: 3 states, 6,144 bytes\nOf texts under way"));
        QCOMPARE(inUse.segments[0].value / inUse.maximum, 3.0 / 8);
        const std::vector<BarSegment> &states = f.row("States").segments, &all = f.row("All").segments;
        QCOMPARE(states.size(), size_t(3));
        QCOMPARE(states[0].words, QString("States in use: 6,144 bytes"));
        QCOMPARE(states[1].words, QString("States kept for later: 2,048 bytes"));
        QCOMPARE(states[2].words, QString("States allocated, free: 8,192 bytes"));
        QCOMPARE(all.size(), size_t(1 + 3 + 3 + 1));
        QVERIFY(std::ranges::all_of(states, [&](const BarSegment &one) {
            return std::ranges::count(all, one.words, &BarSegment::words) == 1;
        }));
        // Where all are in use, rows of none stay.
        use.states = {8, 0, 0};
        f.store.setPoolUse(use);
        QVERIFY(f.lines().contains("States of texts: 8 of 8 in use"));
        QVERIFY(f.lines().contains("Free: 0 states   0 B"));
        f.store.setModel(moeModel()); // has none
        f.store.setPoolUse({128, 5, 2, 3, 120, {}});
        QVERIFY(f.lines().filter("States").isEmpty());
    }

    // A run that was kept or recorded has no pages, and none are said to be its own.
    void keptRunsHaveNone()
    {
        Fixture f;
        addRun(f.store, moeModel());
        f.store.setPoolUse({128, 0, 0, 2, 126, {}});
        QVERIFY(f.lines().filter("Run under way").isEmpty());
        QVERIFY(f.lines().filter("Answer").isEmpty());
        QVERIFY(f.lines().contains("Kept for later: 64 tokens   32.0 KiB"));
    }

    void wholePagesAreReserved()
    {
        const MemoryPlan plan = planForContext(moeModel().memory, 1000);
        QCOMPARE(plan.cacheBytes, uint64_t(1024) * 512);
        QCOMPARE(plan.layers[0].parts[0].bytes, uint64_t(1024) * 96);
        QCOMPARE(planForContext(plan, 1000, 8).cacheBytes, uint64_t(8) * 1024 * 512);
        QCOMPARE(planForContext(planForContext(plan, 1000, 8), 1000).cacheBytes, plan.cacheBytes);
    }

    // As many contexts as fit into a quarter of what the weights leave, each time half as many.
    void severalContextsWhereTheyFit()
    {
        LoadedModel model = moeModel();
        const auto sequencesWith = [&](uint64_t bytes) {
            model.device.heaps = {{bytes, bytes, true}};
            return planForSequences(model.memory, 8, model.device).sequences;
        };
        model.memory = planForContext(model.memory, 65536); // so large that the scratch is little beside it
        for (const uint32_t sequences : {8U, 4U, 2U}) {
            const uint64_t needed = model.memory.weightsBytes + 4 * sequences * model.memory.cacheBytes;
            QCOMPARE(sequencesWith(needed), sequences);
            QCOMPARE(sequencesWith(needed - 1), sequences / 2);
        }
        model.device.heaps.clear(); // it does not say how much it has
        QCOMPARE(planForSequences(model.memory, 8, model.device).sequences, 1U);
    }

    // What is reserved now is what the plan says of the context in use; of another, what would be.
    void thePlanHasRoomForSeveral()
    {
        Fixture f;
        LoadedModel model = moeModel();
        model.memory = planForContext(model.memory, 4096, 8);
        f.store.setModel(model);
        const auto cache = [&] { return f.plan()->bars()->rows()[2]; };
        QCOMPARE(cache().value, QString("16.0 MiB"));
        QVERIFY(cache().words.endsWith("room for 8 contexts of that length, for answers beside each other"));
        f.plan()->contextBox()->setValue(1000);
        QCOMPARE(cache().value, QString("4.00 MiB"));
        f.plan()->contextBox()->setValue(10'000'000); // two would not fit
        QCOMPARE(cache().value, QString("4.77 GiB"));
        QVERIFY(!cache().words.contains("room for"));
        QCOMPARE(f.row("c_KV (latent)").words, QString("c_KV (latent): 0 bytes in use, 12,582,912 bytes allocated"));
    }
};

QTEST_MAIN(TestCachePool)
#include "tst_cache_pool.moc"
