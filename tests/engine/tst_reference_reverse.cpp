// The reverse ops of the CPU reference against central differences of the forward ops, all in double.
#include "reference/reverse.h"
#include "support/central_differences.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace deepscope;
using namespace deepscope::reference;

namespace {

using Row = std::vector<double>;

// What differs is the error of the differences, about 1e-9 of values near 1.
constexpr double Bound = 1e-5;

std::mt19937 seeded(1);

Row randomRow(size_t count, double size = 1)
{
    Row row(count);
    for (double &value : row)
        value = size * std::normal_distribution<double>()(seeded);
    return row;
}

// Slopes are added to what stands there.
struct Slopes {
    explicit Slopes(size_t count) : before(randomRow(count)), values(before) {}
    operator DoubleOutput() { return values; }

    Row added() const
    {
        Row result(values.size());
        std::transform(values.begin(), values.end(), before.begin(), result.begin(), std::minus());
        return result;
    }

    Row before, values;
};

double product(const Row &a, const Row &b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

} // namespace

class TestReferenceReverse : public QObject {
    Q_OBJECT
private slots:
    void init() { seeded.seed(1); }

    void tokenLosses()
    {
        for (const size_t count : {1, 2, 37})
            for (const double weight : {1.0, -0.7, 0.0}) {
                Row logits = randomRow(count, 2);
                const uint32_t target = uint32_t(count / 2);
                const auto objective = [&] { return -weight * logSoftmax<double>(logits)[target]; };
                Slopes slopes(count);
                const TokenLoss loss = tokenLoss(logits, target, weight, slopes);
                COMPARE_SLOPES(objective, logits, slopes.added(), Bound);
                const Row logarithms = logSoftmax<double>(logits);
                double entropy = 0;
                for (const double logarithm : logarithms)
                    entropy -= std::exp(logarithm) * logarithm;
                QVERIFY(std::abs(loss.logProbability - logarithms[target]) < 1e-12);
                QVERIFY(std::abs(loss.entropy - entropy) < 1e-12);
            }
    }

    void matrixProducts()
    {
        for (const bool transposed : {false, true})
            for (const auto &[rows, columns] : {std::pair<size_t, size_t>{1, 1}, {1, 7}, {5, 1}, {6, 9}}) {
                Row weights = randomRow(rows * columns), x = randomRow(transposed ? rows : columns);
                const Row ySlopes = randomRow(transposed ? columns : rows);
                const auto forward = transposed ? matrixTransposedVector<double> : matrixVector<double>;
                const auto reverse = transposed ? matrixTransposedVectorReverse : matrixVectorReverse;
                const auto objective = [&] {
                    Row y(ySlopes.size());
                    forward(weights, x, y);
                    return product(y, ySlopes);
                };
                Slopes xSlopes(x.size()), weightSlopes(weights.size());
                reverse(weights, x, ySlopes, xSlopes, weightSlopes);
                COMPARE_SLOPES(objective, x, xSlopes.added(), Bound);
                COMPARE_SLOPES(objective, weights, weightSlopes.added(), Bound);
            }
    }

    void norms()
    {
        for (const size_t count : {1, 2, 33})
            for (const double epsilon : {1e-6, 0.5}) {
                Row x = randomRow(count), weight = randomRow(count), y(count);
                const Row ySlopes = randomRow(count);
                const auto objective = [&] {
                    rmsNorm<double>(x, weight, epsilon, y);
                    return product(y, ySlopes);
                };
                Slopes xSlopes(count), weightSlopes(count);
                rmsNormReverse(x, weight, epsilon, ySlopes, xSlopes, weightSlopes);
                COMPARE_SLOPES(objective, x, xSlopes.added(), Bound);
                COMPARE_SLOPES(objective, weight, weightSlopes.added(), Bound);
            }
    }

    void rotations()
    {
        for (const RopePairing pairing : {RopePairing::Adjacent, RopePairing::Halves})
            for (const size_t pairs : {1, 5})
                for (const uint32_t position : {0U, 1U, 1000U}) {
                    std::vector<float> frequencies;
                    for (size_t i = 0; i < pairs; ++i)
                        frequencies.push_back(1 / float(1 + 3 * i));
                    Row x = randomRow(2 * pairs), slopes = randomRow(2 * pairs);
                    const Row ySlopes = slopes;
                    const auto objective = [&] {
                        Row y = x;
                        rope<double>(y, position, frequencies, pairing);
                        return product(y, ySlopes);
                    };
                    ropeReverse(slopes, position, frequencies, pairing);
                    COMPARE_SLOPES(objective, x, slopes, Bound);
                }
    }

    void gatedUnits()
    {
        for (const size_t count : {1, 19}) {
            Row gate = randomRow(count, 3), up = randomRow(count), y(count);
            const Row ySlopes = randomRow(count);
            const auto objective = [&] {
                siluMultiply<double>(gate, up, y);
                return product(y, ySlopes);
            };
            Slopes gateSlopes(count), upSlopes(count);
            siluMultiplyReverse(gate, up, ySlopes, gateSlopes, upSlopes);
            COMPARE_SLOPES(objective, gate, gateSlopes.added(), Bound);
            COMPARE_SLOPES(objective, up, upSlopes.added(), Bound);
        }
    }

    void routers_data()
    {
        QTest::addColumn<int>("experts");
        QTest::addColumn<int>("used");
        QTest::addColumn<int>("groups");
        for (const auto &[experts, used, groups] : {std::array{1, 1, 1}, {4, 4, 1}, {8, 2, 1}, {24, 5, 4}})
            QTest::addRow("%d of %d in %d groups", used, experts, groups) << experts << used << groups;
    }
    // Chosen by the router, and forced upon it.
    void routers()
    {
        QFETCH(int, experts);
        QFETCH(int, used);
        QFETCH(int, groups);
        for (const Gate gate : {Gate::Sigmoid, Gate::Softmax})
            for (const bool normalise : {true, false})
                for (const bool forced : {false, true}) {
                    const RouterRule rule{.experts = uint32_t(experts),
                                          .used = uint32_t(used),
                                          .groups = uint32_t(groups),
                                          .groupsUsed = uint32_t(std::max(1, groups / 2)),
                                          .gate = gate,
                                          .normalise = normalise,
                                          .scale = 2.5F};
                    compareRouter(rule, forced);
                    if (QTest::currentTestFailed())
                        return;
                }
    }

    // Where affinities are too small for their sum to be the divisor.
    void routersOfTinyAffinities()
    {
        const RouterRule rule{.experts = 6, .used = 2, .gate = Gate::Sigmoid, .normalise = true};
        compareRouter(rule, false, -15);
        compareRouter(rule, true, -15);
    }

    void attention_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("latent");
        QTest::addColumn<int>("ropeWidth");
        for (const auto &[rows, heads, latent, rope] :
             {std::array{1, 1, 1, 2}, {1, 3, 4, 2}, {2, 1, 5, 4}, {7, 2, 6, 2}, {13, 5, 3, 8}})
            QTest::addRow("%d rows, %d heads of %d + %d", rows, heads, latent, rope) << rows << heads << latent << rope;
    }
    void attention()
    {
        QFETCH(int, rows);
        QFETCH(int, heads);
        QFETCH(int, latent);
        QFETCH(int, ropeWidth);
        const LatentShape shape{uint32_t(heads), uint32_t(latent), uint32_t(ropeWidth)};
        const size_t width = size_t(latent + ropeWidth), wide = size_t(heads) * width;
        const double scale = 0.7;
        Row queries = randomRow(size_t(rows) * wide), keys = randomRow(size_t(rows) * width);
        const Row attendedSlopes = randomRow(size_t(rows * heads * latent));
        const auto objective = [&] {
            Row attended(attendedSlopes.size());
            for (size_t row = 0; row < size_t(rows); ++row)
                latentAttention<double>(
                    Doubles(queries).subspan(row * wide, wide), Doubles(keys).first((row + 1) * width), shape, scale,
                    DoubleOutput(attended).subspan(row * size_t(heads * latent), size_t(heads * latent)));
            return product(attended, attendedSlopes);
        };
        Slopes querySlopes(queries.size()), keySlopes(keys.size());
        latentAttentionReverse(queries, keys, shape.heads, shape.latent, shape.rope, scale, attendedSlopes, querySlopes,
                               keySlopes);
        COMPARE_SLOPES(objective, queries, querySlopes.added(), Bound);
        COMPARE_SLOPES(objective, keys, keySlopes.added(), Bound);
    }

    // By hand: after one step the moments are corrected to the slope and its square, so that each value moves by the
    // rate; after a second step of slope 0 both have decayed once.
    void adamSteps()
    {
        const reference::AdamRule rule{
            .rate = 0.1, .decay = 0, .firstDecay = 0.9, .secondDecay = 0.95, .epsilon = 0, .mostNorm = 0};
        Row values = {1, 2}, first(2), second(2);
        adamStep(values, Row{3, -0.5}, first, second, rule, 1, 100);
        QVERIFY(std::abs(values[0] - 0.9) < 1e-12 && std::abs(values[1] - 2.1) < 1e-12);
        adamStep(values, Row{0, 0}, first, second, rule, 2, 0);
        const double move = 0.1 * (0.09 / 0.19) / std::sqrt(0.0475 / 0.0975); // of slope 1
        QVERIFY(std::abs(values[0] - 0.9 + move) < 1e-12 && std::abs(values[1] - 2.1 - move) < 1e-12);
    }

    // A norm of 10 where 2 is the most makes slopes a fifth; the decay is of the value before the step.
    void adamStepsAreClippedAndDecay()
    {
        const reference::AdamRule rule{
            .rate = 0.1, .decay = 0.5, .firstDecay = 0.9, .secondDecay = 0.95, .epsilon = 1, .mostNorm = 2};
        Row values = {4}, first(1), second(1);
        adamStep(values, Row{-10}, first, second, rule, 1, 10);
        QVERIFY(std::abs(first[0] + 0.2) < 1e-12 && std::abs(second[0] - 0.2) < 1e-12);
        QVERIFY(std::abs(values[0] - (4 * 0.95 + 0.1 * 2 / (2 + 1))) < 1e-12);
    }

private:
    // Ids as the router takes them, or others in an order of their own.
    static void compareRouter(const RouterRule &rule, bool forced, double shift = 0)
    {
        Row logits = randomRow(rule.experts);
        for (double &logit : logits)
            logit += shift;
        const Row bias = randomRow(rule.experts, 0.3), weightSlopes = randomRow(rule.used);
        std::vector<uint32_t> given(rule.experts);
        std::iota(given.begin(), given.end(), 0U);
        std::shuffle(given.begin(), given.end(), seeded);
        given.resize(rule.used);
        const auto ids = [&] { return forced ? given : chooseExperts<double>(logits, bias, rule); };
        const auto objective = [&] { return product(expertWeights<double>(logits, rule, ids()), weightSlopes); };
        Slopes logitSlopes(logits.size());
        routeReverse(logits, rule, ids(), weightSlopes, logitSlopes);
        const Row added = logitSlopes.added();
        COMPARE_SLOPES(objective, logits, added, Bound);
    }
};

QTEST_APPLESS_MAIN(TestReferenceReverse)
#include "tst_reference_reverse.moc"
