#include "paint/step_axis.h"

#include <QTest>

using namespace deepscope;

class TestStepAxis : public QObject {
    Q_OBJECT

private slots:
    void scalesEndAtRoundNumbers()
    {
        QCOMPARE(roundUp(0), 1.0);
        QCOMPARE(roundUp(1), 1.0);
        QCOMPARE(roundUp(1.01), 2.0);
        QCOMPARE(roundUp(21.6), 25.0);
        QCOMPARE(roundUp(5200), 10000.0);
        QVERIFY(qFuzzyCompare(roundUp(0.18), 0.2));
    }

    void aRunUnderWayHasRoomToGrow()
    {
        QCOMPARE(StepAxis::endFor(0, true), 25U);
        QCOMPARE(StepAxis::endFor(26, true), 50U);
        QCOMPARE(StepAxis::endFor(260, true), 500U);
        QCOMPARE(StepAxis::endFor(260, false), 260U);
        QCOMPARE(StepAxis::endFor(0, false), 1U);
    }

    void stepsAreFoundWhereTheyAreDrawn()
    {
        const StepAxis axis(50, QRectF(40, 0, 300, 80));
        for (uint32_t step = 0; step <= 50; ++step)
            QCOMPARE(axis.stepAt(axis.xOf(step)), step);
        QCOMPARE(axis.stepAt(-100), 0U);
        QCOMPARE(axis.stepAt(1000), 50U);
    }
};

QTEST_GUILESS_MAIN(TestStepAxis)
#include "tst_step_axis.moc"
