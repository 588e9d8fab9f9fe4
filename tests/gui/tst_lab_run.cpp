// An answer of the lab as a run that the panels can show.
#include "models/lab_run.h"
#include "models/run_store.h"
#include "support/made_up_lab.h"
#include "support/synthetic_run.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

class TestLabRun : public QObject {
    Q_OBJECT

private slots:
    void aWholeAnswerIsARun()
    {
        const LabGroup group = madeUpGroup(0, 1, 1);
        const LabAnswer answer = madeUpAnswer({.match = true, .whole = true, .thought = 20});
        const auto recorded = runOf(group, answer, moeModel());
        QVERIFY(recorded.has_value());
        QCOMPARE(recorded->summary->promptTokens, 3U);
        QCOMPARE(recorded->summary->thinkTokens, 22U); // with its tags
        QCOMPARE(recorded->summary->answerTokens, 5U);
        QCOMPARE(recorded->summary->answer, std::string("10584"));
        QCOMPARE(recorded->summary->think.substr(0, 6), std::string("4763+5"));
        QVERIFY(recorded->summary->reason == FinishReason::EndToken);

        RunStore store;
        const Run *run = store.run(store.add(*recorded));
        QCOMPARE(run->question(), QString("4763+5821=?"));
        QCOMPARE(run->size(), 3 + 22 + 5);
        QVERIFY(run->state() == RunState::Finished);
        QVERIFY(run->hasExperts());
        QVERIFY(run->routed(5));
        QCOMPARE(run->experts(5, 1)[0], uint16_t(5));
        QCOMPARE(int(run->sections().size()), 3);
    }

    void whatWasCutOffEndsAtTheLimit()
    {
        const auto recorded = runOf({}, madeUpAnswer({.truncated = true, .whole = true}), moeModel());
        QVERIFY(recorded->summary->reason == FinishReason::TokenLimit);
    }

    void ofABoardThereIsNoRun()
    {
        QVERIFY(!runOf({}, madeUpAnswer({}), moeModel()));
        LabAnswer withoutExperts = madeUpAnswer({.whole = true});
        for (TokenTrace &token : withoutExperts.tokens)
            token.routing.clear();
        QVERIFY(!runOf({}, withoutExperts, moeModel()));
        QVERIFY(runOf({}, withoutExperts, denseModel()).has_value());
    }
};

QTEST_GUILESS_MAIN(TestLabRun)
#include "tst_lab_run.moc"
