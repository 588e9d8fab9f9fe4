// What a run keeps of its tokens is all that the engine said of them.
#include "models/recorded_run.h"
#include "models/run_store.h"
#include "support/synthetic_run.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestTokenColumns : public QObject {
    Q_OBJECT

private slots:
    // A router with a selection bias chooses in another order than that of the weights; both are known.
    void keepsTheOrderOfChoice()
    {
        RunStore store;
        const uint32_t number = store.beginRun(1, "question", moeModel());
        std::vector<TokenTrace> traces = syntheticTraces(moeModel());
        traces.resize(1);
        const std::vector<ExpertHit> sorted = traces[0].routing;
        std::swap(traces[0].routing[1], traces[0].routing[2]);
        store.append(traces);
        const Run &run = *store.run(number);
        for (size_t k = 0; k < 4; ++k) {
            QCOMPARE(run.experts(0, 1)[k], traces[0].routing[k].expert);
            QCOMPARE(run.weights(0, 1)[k], traces[0].routing[k].weight);
            QCOMPARE(run.strongestFirst(0, 1)[k].expert, sorted[k].expert);
            QCOMPARE(run.strongestFirst(0, 1)[k].weight, sorted[k].weight);
            QCOMPARE(run.rankOf(0, 1, sorted[k].expert), int(k));
            QVERIFY(run.chose(0, 1, sorted[k].expert));
        }
    }

    // Whatever the engine says of a token comes out again, field by field.
    void losesNothingOfATrace()
    {
        TokenTrace trace;
        trace.run = 1;
        trace.index = 7, trace.token = 42, trace.phase = Phase::Think, trace.control = true, trace.special = true;
        trace.bytes = std::string("a\0\xe2", 3);
        trace.logprob = -1.5f, trace.entropy = 2.5f, trace.microseconds = 300, trace.stages = {1, 2, 3, 4, 5, 6};
        trace.cacheBytes = 1234;
        trace.routing.assign(12, {3, 0.25f});
        trace.routing[5] = {9, 0.5f};
        trace.candidates = {{42, -1.5f, "a"}, {43, -2, ""}};
        RunStore store;
        store.beginRun(1, "question", moeModel());
        store.append({{trace, trace}});
        RecordedRun recorded = recordedRun(*store.current());
        RecordedRun expected{moeModel(), "question", {trace, trace}, {}, {}};
        QCOMPARE(runFileBytes(recorded), runFileBytes(expected));
        QVERIFY(store.current()->trace(1).control);
    }
};

QTEST_APPLESS_MAIN(TestTokenColumns)
#include "tst_token_columns.moc"
