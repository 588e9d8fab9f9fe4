// How far loads are apart, in nats, and the history of loads that it is asked of.
#include "models/expert_shift.h"
#include "support/made_up_lab.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace deepscope;
using namespace deepscope::test;

namespace {

// p = (0.5, 0.5), q = (0.9, 0.1): from the definition, with the mean (0.7, 0.3).
double halfAgainstNine()
{
    const double p = 0.5 * std::log(0.5 / 0.7) + 0.5 * std::log(0.5 / 0.3);
    const double q = 0.9 * std::log(0.9 / 0.7) + 0.1 * std::log(0.1 / 0.3);
    return (p + q) / 2;
}

} // namespace

class TestExpertShift : public QObject {
    Q_OBJECT

private slots:
    void divergenceIsInNats()
    {
        const std::vector<float> half = {0.5F, 0.5F}, nine = {0.9F, 0.1F};
        QVERIFY(std::abs(*jensenShannon(half, nine) - halfAgainstNine()) < 1e-6);
        QVERIFY(std::abs(*jensenShannon(nine, half) - halfAgainstNine()) < 1e-6);
        QCOMPARE(*jensenShannon(nine, nine), 0.0);
        const std::vector<float> one = {1, 0}, other = {0, 1};
        QVERIFY(std::abs(*jensenShannon(one, other) - std::numbers::ln2) < 1e-9);
    }

    void scalesWhatDoesNotAddUpToOne()
    {
        const std::vector<float> half = {5, 5}, nine = {1.8F, 0.2F};
        QVERIFY(std::abs(*jensenShannon(half, nine) - halfAgainstNine()) < 1e-6);
    }

    void saysNothingOfNothing()
    {
        const std::vector<float> none = {0, 0}, half = {0.5F, 0.5F}, three = {0.5F, 0.25F, 0.25F};
        QVERIFY(!jensenShannon(none, half));
        QVERIFY(!jensenShannon(half, none));
        QVERIFY(!jensenShannon(half, three));
    }

    void historyCutsWhatIsReplaced()
    {
        ShareHistory history(2, 1, 4);
        for (const uint32_t step : {0U, 1U, 2U, 3U})
            history.append(step, madeUpShares(2, 4, 0.25));
        history.append(2, madeUpShares(2, 4, 0.7));
        QCOMPARE(history.size(), 3);
        QCOMPARE(history.step(2), 2U);
        QCOMPARE(history.placeOf(1), 1);
        QCOMPARE(history.placeOf(100), 2);
        QCOMPARE(ShareHistory(2, 1, 4).placeOf(0), -1);
        QCOMPARE(history.shares(2, 1, SharePart::Thought)[0], 0.7F);
        history.append(3, madeUpShares(1, 4, 0.7)); // of another model
        QCOMPARE(history.size(), 3);
    }

    void bothIsTheMeanOrTheOneThatThereIs()
    {
        ShareHistory history(1, 0, 4);
        history.append(0, madeUpShares(1, 4, 0.25, false));
        history.append(1, madeUpShares(1, 4, 0.75));
        QCOMPARE(history.shares(0, 0, SharePart::Both)[0], 0.25F);
        QCOMPARE(history.shares(1, 0, SharePart::Both)[0], 0.5F);
        const auto both = history.shares(1, 0, SharePart::Both);
        QVERIFY(std::abs(std::accumulate(both.begin(), both.end(), 0.0) - 1) < 1e-6);
        QCOMPARE(history.start(0, SharePart::Thought), 1); // step 0 had no thought
        QVERIFY(!history.fromStart(0, 0, SharePart::Thought));
        history.append(2, madeUpShares(1, 4, 0.25));
        QVERIFY(*history.fromStart(2, 0, SharePart::Thought) > 0.1);
        QVERIFY(!history.thoughtAgainstAnswer(0, 0));
        QVERIFY(*history.thoughtAgainstAnswer(1, 0) > 0.1);
        QCOMPARE(*history.fromStart(1, 0, SharePart::Answer), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestExpertShift)
#include "tst_expert_shift.moc"
