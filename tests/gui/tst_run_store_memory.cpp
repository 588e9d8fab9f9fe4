// What the run store holds and lets go of.
#include "support/scripted_run.h"
#include "support/synthetic_run.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestRunStoreMemory : public QObject {
    Q_OBJECT

private slots:
    void runsOfOneModelShareIt()
    {
        RunStore store;
        addRun(store, moeModel(), {.run = 1});
        addRun(store, moeModel(), {.run = 2});
        LoadedModel other = moeModel();
        other.memory.layers.back().parts.back().bytes += 1; // anything at all
        addRun(store, other, {.run = 3});
        QCOMPARE(&store.run(2)->model(), &store.run(1)->model());
        QCOMPARE(&store.run(3)->model(), store.model());
        QVERIFY(&store.run(3)->model() != &store.run(1)->model());
        QCOMPARE(store.run(3)->model().memory.layers.back().parts.back().bytes,
                 moeModel().memory.layers.back().parts.back().bytes + 1);
    }

    void releasesWhatIsNotShown()
    {
        RunStore store;
        for (const uint32_t run : {1u, 2u, 7u})
            addRun(store, moeModel(), {.run = run});
        store.beginRun(8, "goes on", moeModel());
        store.setCurrent(2);
        QCOMPARE(store.working().back()->id(), 8u);
        store.release(std::vector<uint32_t>{1, 2, 7, 8, 99});
        QVERIFY(!store.run(1) && !store.run(7));
        QCOMPARE(store.run(2)->size(), RunShape().size()); // it is shown
        QVERIFY(store.run(8));                             // it goes on
        QCOMPARE(store.count(), 2);
        store.setCurrent(1);
        QCOMPARE(store.current()->id(), 2u);
        store.clearCurrent();
        store.finish(summaryOf(8));
        store.release(std::vector<uint32_t>{2, 8});
        QCOMPARE(store.count(), 0);
        QVERIFY(store.working().empty());
        QCOMPARE(store.freeNumber(), 9u); // a late trace of a gone run reaches no other
    }
};

QTEST_GUILESS_MAIN(TestRunStoreMemory)
#include "tst_run_store_memory.moc"
