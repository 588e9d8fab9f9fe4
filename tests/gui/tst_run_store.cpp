#include "models/cache_statistics.h"
#include "models/candidates_model.h"
#include "models/expert_tokens_model.h"
#include "models/routing_statistics.h"
#include "models/run_ending.h"
#include "models/run_store.h"
#include "models/token_measure.h"
#include "support/synthetic_run.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

class TestRunStore : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryColumn();
    void appendsInStretchesOfOneRun();
    void dropsStrayTraces();
    void keepsOldRuns();
    void failureKeepsTheTokens();
    void addsARecordedRun();
    void aCutOffRecordingIsStopped();
    void aCutOffRunGetsItsRest();
    void findsSections();
    void readsTextOverTokenBorders();
    void uncomputedRoutingIsNotAnExpert();
    void denseRunHasNoExperts();
    void countsLoads();
    void loadsGrowWithTheRun();
    void evennessAndPhaseInformation();
    void comparesCacheShapes();
    void plansOtherContexts();
    void candidatesAreAProperModel();
    void expertTokensAreAProperModel();
};

void TestRunStore::keepsEveryColumn()
{
    RunStore store;
    const LoadedModel model = moeModel();
    const std::vector<TokenTrace> traces = syntheticTraces(model);
    store.beginRun(1, "question", model);
    store.append(traces);
    const Run &run = *store.current();
    QCOMPARE(run.size(), int(traces.size()));
    for (int token = 0; token < run.size(); ++token) {
        const TokenTrace &trace = traces[size_t(token)];
        QCOMPARE(run.tokenId(token), trace.token);
        QCOMPARE(run.phase(token), trace.phase);
        QCOMPARE(run.special(token), trace.special);
        QVERIFY(run.bytes(token) == trace.bytes);
        QCOMPARE(run.logprob(token), trace.logprob);
        QCOMPARE(run.entropy(token), trace.entropy);
        QCOMPARE(run.microseconds(token), trace.microseconds);
        QVERIFY(run.stages(token) == trace.stages);
        QCOMPARE(run.cacheBytes(token), trace.cacheBytes);
        QCOMPARE(run.candidates(token).size(), trace.candidates.size());
        for (int layer = 1; layer < 4; ++layer)
            for (int k = 0; k < 4; ++k) {
                const int expert = syntheticExpert(token, layer, k);
                QCOMPARE(int(run.experts(token, layer)[size_t(k)]), expert);
                QCOMPARE(run.rankOf(token, layer, expert), k);
                QCOMPARE(run.weightOf(token, layer, expert), 0.1f * float(4 - k));
            }
    }
    QVERIFY(run.experts(0, 0).empty()); // the first layer is dense
}

void TestRunStore::appendsInStretchesOfOneRun()
{
    RunStore store;
    QSignalSpy appended(&store, &RunStore::appended);
    const LoadedModel model = moeModel();
    store.beginRun(1, "one", model);
    store.beginRun(2, "two", model);
    std::vector<TokenTrace> traces = syntheticTraces(model, {.run = 1, .prompt = 3, .think = 0, .answer = 0});
    const std::vector<TokenTrace> second = syntheticTraces(model, {.run = 2, .prompt = 2, .think = 0, .answer = 0});
    traces.insert(traces.end(), second.begin(), second.end());
    store.append(traces);
    QCOMPARE(appended.size(), 2);
    QCOMPARE(appended[0], QVariantList({1u, 0, 2}));
    QCOMPARE(appended[1], QVariantList({2u, 0, 1}));
    store.append(std::span(second).first(1));
    QCOMPARE(appended[2], QVariantList({2u, 2, 2}));
}

void TestRunStore::dropsStrayTraces()
{
    RunStore store;
    QSignalSpy appended(&store, &RunStore::appended);
    addRun(store, moeModel());
    appended.clear();
    store.append(syntheticTraces(moeModel()));              // finished
    store.append(syntheticTraces(moeModel(), {.run = 77})); // unknown
    QCOMPARE(appended.size(), 0);
}

void TestRunStore::keepsOldRuns()
{
    RunStore store;
    QSignalSpy current(&store, &RunStore::currentRunChanged);
    addRun(store, moeModel(), {.run = 4});
    addRun(store, moeModel(), {.run = 5, .think = 3});
    QCOMPARE(store.count(), 2);
    QCOMPARE(store.current()->id(), 5u);
    store.setCurrent(4);
    QCOMPARE(store.current()->size(), RunShape().size());
    store.setCurrent(4);
    store.setCurrent(99);
    QCOMPARE(current.size(), 3); // two runs begun, one shown again; nothing for an equal or unknown number
    QCOMPARE(store.beginRun(4, "taken", moeModel()), 6u);
    store.clearCurrent();
    QVERIFY(!store.current());
    QVERIFY(store.shownModel());
}

void TestRunStore::failureKeepsTheTokens()
{
    RunStore store;
    QSignalSpy finished(&store, &RunStore::runFinished);
    store.beginRun(1, "question", moeModel());
    const std::vector<TokenTrace> traces = syntheticTraces(moeModel());
    store.append(std::span(traces).first(5));
    store.fail(1, "The device was lost; load the model again.");
    QCOMPARE(store.current()->state(), RunState::Failed);
    QCOMPARE(store.current()->size(), 5);
    QCOMPARE(store.current()->failure(), "The device was lost; load the model again.");
    RunSummary summary;
    summary.run = 1;
    summary.reason = FinishReason::Failed;
    store.finish(summary);
    QCOMPARE(store.current()->state(), RunState::Failed);
    QVERIFY(store.current()->summary().has_value());
    QCOMPARE(finished.size(), 2);
}

void TestRunStore::addsARecordedRun()
{
    RunStore store;
    addRun(store, moeModel());
    RecordedRun recorded{moeModel(), "recorded", syntheticTraces(moeModel()), syntheticSummary()};
    const uint32_t number = store.add(recorded);
    QCOMPARE(number, 2u); // 1 is taken
    QCOMPARE(store.current()->id(), 1u);
    QCOMPARE(store.run(number)->size(), RunShape().size());
    QCOMPARE(store.run(number)->state(), RunState::Finished);
    QCOMPARE(store.run(number)->question(), "recorded");
    // One that failed, with and without figures.
    const Run &failed = *store.run(store.add(recorded, "The device was lost."));
    QCOMPARE(failed.state(), RunState::Failed);
    QCOMPARE(failed.failure(), "The device was lost.");
    QVERIFY(failed.summary());
    recorded.summary.reset();
    QCOMPARE(store.run(store.add(recorded, "The device was lost."))->state(), RunState::Failed);
}

void TestRunStore::aCutOffRecordingIsStopped()
{
    RunStore store;
    const Run &run = *store.run(store.add({moeModel(), "cut off", syntheticTraces(moeModel()), std::nullopt}));
    QCOMPARE(run.state(), RunState::Finished);
    QVERIFY(!run.summary());
    QCOMPARE(endingWords(run), QString("cut off"));
}

void TestRunStore::aCutOffRunGetsItsRest()
{
    RunStore store;
    const RecordedRun whole{moeModel(), "half", syntheticTraces(moeModel()), syntheticSummary()};
    RecordedRun half = whole;
    half.tokens.resize(20);
    half.summary.reset();
    const Run &run = *store.run(store.add(half));
    QSignalSpy appended(&store, &RunStore::appended), finished(&store, &RunStore::runFinished);
    QVERIFY(!store.addRest(run.id(), half)); // as much is known as before
    QVERIFY(store.addRest(run.id(), whole));
    QVERIFY(!store.addRest(run.id(), whole));
    QCOMPARE(appended.size() + finished.size(), 2);
    QCOMPARE(appended[0], QVariantList({run.id(), 20, RunShape().size() - 1}));
    QCOMPARE(run.state(), RunState::Finished);
    QCOMPARE(run.summary()->run, run.id());
}

void TestRunStore::findsSections()
{
    RunStore store;
    addRun(store, moeModel());
    const auto &sections = store.current()->sections();
    QCOMPARE(sections.size(), size_t(3));
    QCOMPARE(sections[0].phase, Phase::Prompt);
    QVERIFY((sections[0].tokens == TokenRange{0, 12}));
    QVERIFY((sections[1].tokens == TokenRange{12, 48}));
    QVERIFY((sections[2].tokens == TokenRange{48, 54}));
}

void TestRunStore::readsTextOverTokenBorders()
{
    RunStore store;
    store.beginRun(1, "question", moeModel());
    std::vector<TokenTrace> traces(3);
    traces[0].bytes = "<think>";
    traces[0].special = true;
    traces[1].bytes = "\xe2\x82"; // the first two bytes of a euro sign
    traces[2].bytes = "\xac!";
    for (TokenTrace &trace : traces)
        trace.run = 1;
    store.append(traces);
    QCOMPARE(store.current()->text({0, 3}), QString("\u20ac!"));
    QCOMPARE(store.current()->text({0, 3}, true), QString("<think>\u20ac!"));
    QCOMPARE(store.current()->text({1, 2}), "<0xE2><0x82>");
}

void TestRunStore::uncomputedRoutingIsNotAnExpert()
{
    RunStore store;
    addRun(store, moeModel(), {.reused = 3});
    const Run &run = *store.current();
    QVERIFY(!run.routed(2));
    QVERIFY(run.routed(3));
    QVERIFY(run.experts(0, 1).empty());
    QVERIFY(run.strongestFirst(0, 1).empty());
    QCOMPARE(run.rankOf(0, 1, 5), -1);
    const RoutingStatistics statistics(run, {0, 5});
    QCOMPARE(statistics.tokens(), 2);
}

void TestRunStore::denseRunHasNoExperts()
{
    RunStore store;
    addRun(store, denseModel());
    QVERIFY(!store.current()->hasExperts());
    QVERIFY(!store.current()->routed(0));
    QVERIFY(store.current()->experts(0, 2).empty());
    QCOMPARE(RoutingStatistics(*store.current(), store.current()->all()).tokens(), 0);
}

void TestRunStore::countsLoads()
{
    RunStore store;
    addRun(store, moeModel());
    const Run &run = *store.current();
    const RoutingStatistics statistics(run, {10, 20});
    QCOMPARE(statistics.tokens(), 10);
    QCOMPARE(statistics.tokens(Phase::Prompt), 2);
    for (int expert = 0; expert < 16; ++expert) {
        int tokens = 0;
        double weight = 0;
        for (int token = 10; token < 20; ++token)
            for (int k = 0; k < 4; ++k)
                if (syntheticExpert(token, 2, k) == expert) {
                    ++tokens;
                    weight += 0.1 * (4 - k);
                }
        QCOMPARE(statistics.load(2, expert).total(), tokens);
        QCOMPARE(statistics.share(2, expert), tokens / 10.0);
        QVERIFY(std::abs(statistics.meanWeight(2, expert) - (tokens ? weight / tokens : 0)) < 1e-6);
    }
}

void TestRunStore::loadsGrowWithTheRun()
{
    RunStore store;
    addRun(store, moeModel());
    const Run &run = *store.current();
    RoutingStatistics grown(run, {0, 10});
    QVERIFY(grown.moveTo(run, {0, 30}, 1000));
    QVERIFY(grown.moveTo(run, run.all(), 1000));
    const RoutingStatistics whole(run, run.all());
    for (int layer = 1; layer < 4; ++layer)
        for (int expert = 0; expert < 16; ++expert) {
            QCOMPARE(grown.load(layer, expert).tokens, whole.load(layer, expert).tokens);
            QCOMPARE(grown.load(layer, expert).weight, whole.load(layer, expert).weight);
        }
    QVERIFY(grown.range() == run.all());
}

void TestRunStore::evennessAndPhaseInformation()
{
    // One expert layer with two experts, one used: think always takes expert 0, answer always expert 1.
    LoadedModel model = moeModel();
    model.info.layers = 2;
    model.info.experts = 2;
    model.info.expertsUsed = 1;
    RunStore store;
    store.beginRun(1, "question", model);
    std::vector<TokenTrace> traces(8);
    for (size_t i = 0; i < traces.size(); ++i) {
        traces[i].run = 1;
        traces[i].phase = i < 4 ? Phase::Think : Phase::Answer;
        traces[i].routing = {{uint16_t(i < 4 ? 0 : 1), 1}};
    }
    store.append(traces);
    const Run &run = *store.current();
    const RoutingStatistics all(run, run.all());
    QVERIFY(std::abs(all.evenness(1) - 1) < 1e-9);
    QVERIFY(std::abs(all.phaseInformation(1) - 1) < 1e-9); // one bit tells the phase
    const RoutingStatistics thinking(run, {0, 4});
    QCOMPARE(thinking.evenness(1), 0.0);
    QCOMPARE(thinking.phaseInformation(1), 0.0);
    QCOMPARE(thinking.used(1), 1);
}

void TestRunStore::comparesCacheShapes()
{
    const LoadedModel model = moeModel();
    const std::vector<CacheShape> shapes = compareCacheShapes(model.info, model.memory);
    QCOMPARE(shapes.size(), size_t(4));
    QCOMPARE(shapes[0].name, "MLA");
    QCOMPARE(shapes[0].bytesPerToken, uint64_t(512));
    QCOMPARE(shapes[1].name, "MQA");
    QCOMPARE(shapes[1].factor, 2.0);
    QCOMPARE(shapes[2].name, "MHA");
    QCOMPARE(shapes[2].factor, 16.0);
    // 27 layers whose rows of 80 numbers lie on the device as 96; one key and value of 160 numbers instead of them.
    LoadedModel padded = model;
    padded.memory.context = 4096;
    padded.memory.cacheBytes = uint64_t(27) * 4096 * 96 * 2;
    padded.memory.elementsPerToken = {27 * 80, 27 * 1280, 27 * 1280, 27 * 160};
    const CacheShape mqa = compareCacheShapes(padded.info, padded.memory)[1];
    QCOMPARE(mqa.name, "MQA");
    QCOMPARE(double(mqa.bytesPerToken * 4096) / (1 << 20), 33.75);
    padded.memory.cacheType = CacheType::Q8_0; // 34 bytes for 32 numbers
    QCOMPARE(compareCacheShapes(padded.info, padded.memory)[1].bytesPerToken, uint64_t(27 * 5 * 34));
    const auto parts = cacheParts(model.memory);
    QCOMPARE(parts.size(), size_t(2));
    QCOMPARE(parts[0].bytesPerToken(), uint64_t(4 * 96));
    QCOMPARE(parts[1].bytesPerToken(), uint64_t(4 * 32));
}

void TestRunStore::plansOtherContexts()
{
    MemoryPlan plan = moeModel().memory;
    plan.largestCacheRow = 128;
    const MemoryPlan twice = planForContext(plan, 8192);
    QCOMPARE(twice.cacheBytes, 2 * plan.cacheBytes);
    QCOMPARE(twice.weightsBytes, plan.weightsBytes);
    QCOMPARE(twice.layers[3].parts[1].bytes, uint64_t(32 * 8192));
    const uint64_t fixed = plan.weightsBytes + plan.scratchBytes;
    DeviceInfo device;
    device.heaps = {{fixed + 512 * 100, fixed + 512 * 100, true}};
    QCOMPARE(longestContext(plan, device), 96u); // whole pages
    device.largestAllocation = 128 * 40;         // a buffer for each part of the cache
    QCOMPARE(longestContext(plan, device), 32u);
    device.heaps = {{fixed - 1, fixed - 1, true}};
    QCOMPARE(longestContext(plan, device), 0u);
}

void TestRunStore::candidatesAreAProperModel()
{
    RunStore store;
    addRun(store, moeModel());
    CandidatesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setToken(store.current(), 20);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, CandidatesModel::TokenColumn).data().toString(), "2");
    QVERIFY(model.index(0, 0).data(CandidatesModel::ChosenRole).toBool());
    QCOMPARE(model.index(0, CandidatesModel::ProbabilityColumn).data().toString(), "96 %");
    QCOMPARE(model.index(1, CandidatesModel::TokenColumn).data().toString(), "4");
    QCOMPARE(model.index(2, CandidatesModel::TokenColumn).data().toString(), "id 9999");
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), "Probability");
    model.setToken(store.current(), 2);
    QCOMPARE(model.rowCount(), 0); // prompt tokens were given, not chosen
}

void TestRunStore::expertTokensAreAProperModel()
{
    RunStore store;
    const LoadedModel model = moeModel();
    const auto traces = syntheticTraces(model);
    store.beginRun(1, "question", model);
    store.append(std::span(traces).first(30));
    ExpertTokensModel tokens;
    QAbstractItemModelTester tester(&tokens, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tokens.setExpert(store.current(), 2, 5, store.current()->all());
    store.append(std::span(traces).subspan(30));
    tokens.extend(store.current()->size());
    int row = 0;
    for (int token = 0; token < store.current()->size(); ++token) {
        if (store.current()->rankOf(token, 2, 5) < 0) {
            QCOMPARE(tokens.rowOf(token), -1);
            continue;
        }
        QCOMPARE(tokens.rowOf(token), row);
        QCOMPARE(tokens.index(row++, 0).data(ExpertTokensModel::TokenRole).toInt(), token);
    }
    QCOMPARE(tokens.rowCount(), row);
    QVERIFY(row > 0);
}

QTEST_GUILESS_MAIN(TestRunStore)
#include "tst_run_store.moc"
