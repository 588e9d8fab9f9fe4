// What the keys do with the selection.
#include "models/selection.h"
#include "models/sentences.h"
#include "support/synthetic_run.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestSelectionSteps : public QObject {
    Q_OBJECT

private slots:
    void keysFoldInTheHistory();
    void stepsByToken();
    void stepsByLayer();
    void stepsByExpert();
    void stepsBySentence();
    void stepsByPhase();
    void rangeByKeys();
    void escapeClearsANewRangeFirst();
};

void TestSelectionSteps::keysFoldInTheHistory()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    selection.setFocus({3, -1, -1});
    for (int i = 0; i < 10; ++i)
        QVERIFY(selection.stepToken(1));
    QCOMPARE(selection.focus().token, 13);
    QVERIFY(selection.back());
    QCOMPARE(selection.focus().token, 3); // all steps were one entry
}

void TestSelectionSteps::stepsByToken()
{
    RunStore store;
    Selection selection(store);
    QVERIFY(!selection.stepToken(1));
    addRun(store, moeModel());
    QVERIFY(selection.stepToken(1));
    QCOMPARE(selection.focus().token, 53); // without a focus: the newest
    QVERIFY(!selection.stepToken(1));
    QVERIFY(selection.stepToken(-3));
    QCOMPARE(selection.focus().token, 50);
    QVERIFY(selection.stepToken(-1000));
    QCOMPARE(selection.focus().token, 0);
    selection.setFocus({});
    QVERIFY(selection.stepToken(-1000)); // to the first, not to the newest
    QCOMPARE(selection.focus().token, 0);
}

void TestSelectionSteps::stepsByLayer()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    QVERIFY(selection.stepLayer(1));
    QCOMPARE(selection.focus().layer, 1); // the first layer with experts
    QVERIFY(selection.stepLayer(-1));
    QCOMPARE(selection.focus().layer, 0);
    QVERIFY(!selection.stepLayer(-1));
    selection.setFocus({4, 2, 7});
    QVERIFY(selection.stepLayer(1));
    QVERIFY((selection.focus() == Focus{4, 3, -1})); // experts of two layers have nothing in common
    QVERIFY(!selection.stepLayer(1));
}

void TestSelectionSteps::stepsByExpert()
{
    RunStore store;
    Selection selection(store);
    QVERIFY(!selection.stepExpert(1));
    addRun(store, moeModel());
    selection.setFocus({25, -1, -1});
    QVERIFY(selection.stepExpert(1));
    QVERIFY((selection.focus() == Focus{25, 1, syntheticExpert(25, 1, 0)})); // the strongest
    selection.setFocus({25, 2, 14});
    QVERIFY(selection.stepExpert(1));
    QVERIFY((selection.focus() == Focus{25, 2, 15}));
    QVERIFY(selection.stepExpert(1));
    QVERIFY((selection.focus() == Focus{25, 3, 0}));
    QVERIFY(selection.stepExpert(-1));
    QVERIFY((selection.focus() == Focus{25, 2, 15}));
    selection.setFocus({25, 3, 15});
    QVERIFY(!selection.stepExpert(1));
    addRun(store, denseModel(), {.run = 2});
    QVERIFY(!selection.stepExpert(1));
}

void TestSelectionSteps::stepsBySentence()
{
    RunStore store;
    Selection selection(store);
    store.beginRun(1, "question", moeModel());
    std::vector<TokenTrace> traces;
    for (const char *piece : {"One", " is", " 3", ".", "5", ".", " Two", " is", " next", "!\n", "Three"}) {
        TokenTrace trace;
        trace.run = 1;
        trace.bytes = piece;
        traces.push_back(trace);
    }
    store.append(traces);
    QVERIFY(!startsSentence(*store.current(), 4)); // 3.5 is one number
    selection.setFocus({0, -1, -1});
    QVERIFY(selection.stepSentence(1));
    QCOMPARE(selection.focus().token, 6);
    QVERIFY(selection.stepSentence(1));
    QCOMPARE(selection.focus().token, 10);
    QVERIFY(!selection.stepSentence(1));
    selection.setFocus({8, -1, -1});
    QVERIFY(selection.stepSentence(-1));
    QCOMPARE(selection.focus().token, 6); // its own start first
    QVERIFY(selection.stepSentence(-1));
    QCOMPARE(selection.focus().token, 0);
}

void TestSelectionSteps::stepsByPhase()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    selection.setFocus({2, -1, -1});
    QVERIFY(selection.stepPhase(1));
    QCOMPARE(selection.focus().token, 12);
    QVERIFY(selection.stepPhase(1));
    QCOMPARE(selection.focus().token, 48);
    QVERIFY(!selection.stepPhase(1));
    selection.setFocus({20, -1, -1});
    QVERIFY(selection.stepPhase(-1));
    QCOMPARE(selection.focus().token, 12);
    QVERIFY(selection.stepPhase(-1));
    QCOMPARE(selection.focus().token, 0);
}

void TestSelectionSteps::rangeByKeys()
{
    RunStore store;
    Selection selection(store);
    QVERIFY(!selection.extendRange(1) && !selection.extendRangeByPhase(1));
    addRun(store, moeModel());
    QVERIFY(selection.extendRange(-1)); // without a focus: from the newest token
    QCOMPARE(selection.focus().token, 53);
    QVERIFY((selection.range() == TokenRange{52, 54}));

    selection.setFocus({20, -1, -1}); // no end of that range: a new one begins
    QVERIFY(selection.extendRange(1));
    QVERIFY(selection.extendRange(1));
    QVERIFY((selection.range() == TokenRange{20, 23}));
    QCOMPARE(selection.focus().token, 20);
    for (int i = 0; i < 3; ++i)
        QVERIFY(selection.extendRange(-1));
    QVERIFY((selection.range() == TokenRange{19, 21})); // through the focused token to its other side
    QVERIFY(!selection.follow());

    selection.setFocus({12, -1, -1}); // the thought's first token
    QVERIFY(selection.extendRangeByPhase(1));
    QVERIFY((selection.range() == TokenRange{12, 48}));
    QVERIFY(selection.extendRangeByPhase(1));
    QVERIFY((selection.range() == TokenRange{12, 54}));
    QVERIFY(!selection.extendRangeByPhase(1));
    selection.setFocus({30, -1, -1});
    QVERIFY(selection.extendRangeByPhase(-1));
    QVERIFY((selection.range() == TokenRange{12, 31}));
    QVERIFY(selection.extendRange(-1000));
    QVERIFY((selection.range() == TokenRange{0, 31}));
}

void TestSelectionSteps::escapeClearsANewRangeFirst()
{
    RunStore store;
    Selection selection(store);
    addRun(store, moeModel());
    selection.setFocus({20, 2, 3});
    selection.extendRange(5);
    QVERIFY(selection.clearOneLevel());
    QVERIFY(selection.range().empty());
    QVERIFY((selection.focus() == Focus{20, 2, 3}));
    selection.extendRange(5);
    selection.setFocus({21, 2, 3});
    QVERIFY(selection.clearOneLevel());
    QVERIFY((selection.focus() == Focus{21, 2, -1}));
    QVERIFY(!selection.range().empty());
}

QTEST_GUILESS_MAIN(TestSelectionSteps)
#include "tst_selection_steps.moc"
