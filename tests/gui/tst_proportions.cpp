// Intervals and tests of shares against published examples, formulas written out, and draws at random.
#include "models/proportions.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace deepscope;

namespace {

bool near(double value, double expected, double off = 5e-5) { return std::abs(value - expected) <= off; }

// The roots of (p - q)^2 = z^2 q (1 - q) / n, found by halving: Wilson's limits without his formula.
double wilsonLimit(int chosen, int tokens, bool upper)
{
    const double p = double(chosen) / tokens, z = 1.959963984540054;
    const auto inside = [&](double q) { return (p - q) * (p - q) <= z * z * q * (1 - q) / tokens; };
    double in = p, out = upper ? 1 : 0;
    if (inside(out))
        return out;
    for (int i = 0; i < 200; ++i)
        (inside((in + out) / 2) ? in : out) = (in + out) / 2;
    return in;
}

double binomialDraw(std::mt19937 &random, int tokens, double share)
{
    int chosen = 0;
    for (int i = 0; i < tokens; ++i)
        chosen += (double(random()) + 0.5) / 4294967296.0 < share;
    return chosen;
}

} // namespace

class TestProportions : public QObject {
    Q_OBJECT

private slots:
    void wilsonSolvesItsEquation()
    {
        for (const auto &[chosen, tokens] : {std::pair(1, 10), {5, 10}, {81, 263}, {3, 1000}, {999, 1000}}) {
            const ConfidenceInterval found = wilsonInterval({chosen, tokens});
            QVERIFY(near(found.low, wilsonLimit(chosen, tokens, false), 1e-9));
            QVERIFY(near(found.high, wilsonLimit(chosen, tokens, true), 1e-9));
        }
        QCOMPARE(wilsonInterval({0, 10}).low, 0.0);
        QVERIFY(near(wilsonInterval({0, 10}).high, 0.2775)); // z^2 / (n + z^2)
        QCOMPARE(wilsonInterval({10, 10}).high, 1.0);
        QCOMPARE(wilsonInterval({0, 0}).high, 1.0);
    }

    // Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
    void newcombesExamples()
    {
        const struct {
            Proportion a, b;
            double low, high;
        } examples[] = {
            {{56, 70}, {48, 80}, 0.0524, 0.3339}, {{9, 10}, {3, 10}, 0.1705, 0.8090},
            {{6, 7}, {2, 7}, 0.0582, 0.8062},     {{5, 56}, {0, 29}, -0.0381, 0.1926},
            {{0, 10}, {0, 20}, -0.1611, 0.2775},  {{0, 10}, {0, 10}, -0.2775, 0.2775},
            {{10, 10}, {0, 20}, 0.6791, 1.0000},  {{10, 10}, {0, 10}, 0.6075, 1.0000},
        };
        for (const auto &example : examples) {
            const ConfidenceInterval found = riskDifferenceInterval(example.a, example.b);
            QVERIFY2(near(found.low, example.low) && near(found.high, example.high),
                     qPrintable(QString("%1/%2: %3 to %4")
                                    .arg(example.a.chosen)
                                    .arg(example.a.tokens)
                                    .arg(found.low, 0, 'f', 5)
                                    .arg(found.high, 0, 'f', 5)));
        }
        QVERIFY(near(riskDifference({56, 70}, {48, 80}), 0.2, 1e-12));
    }

    // By RICE's formula in counts: 45 of 100 tokens of A and 15 of 100 of B chose the expert.
    void informationByHand()
    {
        const double joint = 45.0 / 200, expert = 60.0 / 200, set = 100.0 / 200;
        QVERIFY(near(*normalisedInformation({45, 100}, {15, 100}),
                     std::log2(joint / (expert * set)) / -std::log2(joint), 1e-12));
        QVERIFY(near(*normalisedInformation({45, 100}, {15, 100}), 0.27182, 1e-5));
        QVERIFY(near(*normalisedInformation({20, 80}, {5, 20}), 0, 1e-12)); // equal shares
        QVERIFY(near(*normalisedInformation({50, 50}, {0, 70}), 1, 1e-12)); // always with A and never without
        QCOMPARE(*normalisedInformation({0, 50}, {9, 70}), -1.0);
        QVERIFY(!normalisedInformation({0, 50}, {0, 70}));
        QVERIFY(!normalisedInformation({0, 0}, {3, 70}));
    }

    // It has the sign of the difference, and so does what its interval says of zero, nearly always.
    void informationRisesWithTheDifference()
    {
        for (int a = 0; a <= 40; ++a)
            for (int b = 0; b <= 25; ++b) {
                if (a + b == 0)
                    continue;
                const double here = *normalisedInformation({a, 40}, {b, 25});
                QVERIFY(here >= -1 && here <= 1);
                const double difference = riskDifference({a, 40}, {b, 25});
                QVERIFY(std::abs(difference) < 1e-12 ? std::abs(here) < 1e-12 : (here > 0) == (difference > 0));
                QVERIFY(a == 40 || *normalisedInformation({a + 1, 40}, {b, 25}) > here);
                QVERIFY(b == 25 || a == 0 || *normalisedInformation({a, 40}, {b + 1, 25}) < here);
                const ConfidenceInterval around = normalisedInformationInterval({a, 40}, {b, 25});
                QVERIFY(around.low <= here && here <= around.high && around.low >= -1 && around.high <= 1);
            }
    }

    // Of intervals that claim 95 %, about so many hold the truth: 4,000 draws each, sizes and shares as of experts.
    void intervalsHoldTheTruth()
    {
        std::mt19937 random(7);
        const struct {
            int tokensA, tokensB;
            double a, b;
        } cases[] = {{60, 60, 0.25, 0.25}, {300, 60, 0.25, 0.4}, {100, 400, 0.05, 0.02}, {40, 35, 0.6, 0.1}};
        for (const auto &one : cases) {
            int difference = 0, information = 0;
            constexpr int Draws = 4000;
            const double weight = double(one.tokensA) / (one.tokensA + one.tokensB), joint = weight * one.a;
            const double truth = std::log(one.a / (joint + (1 - weight) * one.b)) / -std::log(joint);
            for (int draw = 0; draw < Draws; ++draw) {
                const Proportion a{int(binomialDraw(random, one.tokensA, one.a)), one.tokensA};
                const Proportion b{int(binomialDraw(random, one.tokensB, one.b)), one.tokensB};
                const ConfidenceInterval ofDifference = riskDifferenceInterval(a, b);
                const ConfidenceInterval ofInformation = normalisedInformationInterval(a, b);
                difference += ofDifference.low <= one.a - one.b && one.a - one.b <= ofDifference.high;
                information += ofInformation.low <= truth && truth <= ofInformation.high;
            }
            const QString found = QString("%1 and %2").arg(difference / double(Draws)).arg(information / double(Draws));
            qInfo("coverage of %d and %d tokens: %s", one.tokensA, one.tokensB, qPrintable(found));
            QVERIFY2(difference > 0.935 * Draws && difference < 0.985 * Draws, qPrintable(found));
            QVERIFY2(information > 0.93 * Draws && information < 0.985 * Draws, qPrintable(found));
        }
    }

    void probabilitiesOfEqualShares()
    {
        // Fisher's tea: three of four cups against one of four.
        QVERIFY(near(sameShareProbability({3, 4}, {1, 4}), 34.0 / 70, 1e-9));
        // Large enough for Pearson: the sum of (seen - expected)^2 / expected over the four cells.
        const double expectedA = 104.0 * 70 / 150, expectedB = 104.0 * 80 / 150;
        double chiSquared = 0;
        for (const auto &[seen, expected] :
             {std::pair(56.0, expectedA), {48.0, expectedB}, {14.0, 70 - expectedA}, {32.0, 80 - expectedB}})
            chiSquared += (seen - expected) * (seen - expected) / expected;
        QVERIFY(near(sameShareProbability({56, 70}, {48, 80}), std::erfc(std::sqrt(chiSquared / 2)), 1e-12));
        QCOMPARE(sameShareProbability({0, 50}, {0, 20}), 1.0);
        QCOMPARE(sameShareProbability({50, 50}, {20, 20}), 1.0);
        QVERIFY(near(sameShareProbability({5, 5}, {5, 10}), sameShareProbability({5, 10}, {5, 5}), 1e-12));
    }

    // The example of Benjamini and Hochberg (1995), section 3.2: four of fifteen at 5 %.
    void falseDiscoveryExample()
    {
        const std::vector<double> sorted = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                            0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
        std::vector<double> mixed(sorted.rbegin(), sorted.rend());
        const std::vector<double> rates = falseDiscoveryRates(mixed);
        QCOMPARE(std::ranges::count_if(rates, [](double rate) { return rate <= 0.05; }), 4);
        QVERIFY(near(rates[14], 0.0015, 1e-12) && near(rates[11], 0.0095 * 15 / 4, 1e-12));
        QVERIFY(std::ranges::is_sorted(rates.rbegin(), rates.rend()));
        QVERIFY(falseDiscoveryRates({}).empty());
    }

    void rankCorrelations()
    {
        const std::vector<double> rising = {1, 2, 3, 5, 8}, falling = {9, 4, 3, 2, -1}, flat(5, 2.0);
        QVERIFY(near(*rankCorrelation(rising, rising), 1, 1e-12));
        QVERIFY(near(*rankCorrelation(rising, falling), -1, 1e-12));
        QVERIFY(!rankCorrelation(rising, flat));
        QVERIFY(!rankCorrelation(std::vector<double>{1}, std::vector<double>{1}));
        // Without ties 1 - 6 sum d^2 / (n (n^2 - 1)): ranks 1 2 3 4 5 against 2 1 4 3 5.
        QVERIFY(near(*rankCorrelation(rising, std::vector<double>{20, 10, 40, 30, 50}), 1 - 6.0 * 4 / 120, 1e-12));
        // With ties: Pearson's of 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
        QVERIFY(near(*rankCorrelation(std::vector<double>{1, 2, 2, 3}, std::vector<double>{1, 2, 3, 4}),
                     4.5 / std::sqrt(4.5 * 5), 1e-12));
    }
};

QTEST_GUILESS_MAIN(TestProportions)
#include "tst_proportions.moc"
