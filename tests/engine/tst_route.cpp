#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace deepscope;
using testing::OpBench;

// An F32 exponential, a sum of up to 1024 of them and two divisions.
constexpr double WeightBound = 2e-6;
// Where rounding may turn the order round: with a bias, or between groups (ops/ops.h).
constexpr double OrderBound = 1e-6;

namespace {

struct Routing {
    std::vector<uint32_t> ids;
    std::vector<float> weights;
};

Routing onDevice(OpBench &bench, const std::vector<float> &logits, const std::vector<float> &bias,
                 const RouterRule &rule)
{
    const auto rows = uint32_t(logits.size() / rule.experts);
    const gpu::Tensor in = bench.activations(logits, rule.experts, rows);
    const gpu::Tensor deviceBias = bias.empty() ? gpu::Tensor() : bench.activations(bias, rule.experts);
    const gpu::Tensor ids = bench.activations(rule.used, rows), weights = bench.activations(rule.used, rows);
    bench.run([&](gpu::Commands &c) { ops::route(c, in, deviceBias, rule, ids, weights); });
    return {bench.readIntegers(ids), bench.read(weights)};
}

Routing onHost(const std::vector<float> &logits, const std::vector<float> &bias, const RouterRule &rule)
{
    Routing routing;
    for (size_t row = 0; row < logits.size() / rule.experts; ++row)
        for (const ExpertHit &hit : reference::route({logits.data() + row * rule.experts, rule.experts}, bias, rule)) {
            routing.ids.push_back(hit.expert);
            routing.weights.push_back(hit.weight);
        }
    return routing;
}

// Biased affinities in double, as the rule compares them.
std::vector<double> affinities(const float *logits, const std::vector<float> &bias, const RouterRule &rule)
{
    std::vector<double> values(logits, logits + rule.experts);
    const double largest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (double &value : values) {
        value = rule.gate == Gate::Sigmoid ? 1 / (1 + std::exp(-value)) : std::exp(value - largest);
        sum += value;
    }
    for (uint32_t e = 0; e < rule.experts; ++e)
        values[e] = (rule.gate == Gate::Sigmoid ? values[e] : values[e] / sum) + (bias.empty() ? 0 : double(bias[e]));
    return values;
}

bool hasCloseNeighbours(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return std::adjacent_find(values.begin(), values.end(), [](double a, double b) { return b - a < OrderBound; }) !=
           values.end();
}

// True where two numbers that decide lie closer together than the shader can tell apart.
bool nearTie(const float *logits, const std::vector<float> &bias, const RouterRule &rule)
{
    if (bias.empty() && rule.groups == 1)
        return false;
    std::vector<double> values = affinities(logits, bias, rule), groupScores;
    const uint32_t perGroup = rule.experts / rule.groups;
    for (uint32_t g = 0; g < rule.groups; ++g) {
        std::vector<double> group(values.begin() + g * perGroup, values.begin() + (g + 1) * perGroup);
        std::sort(group.rbegin(), group.rend());
        groupScores.push_back(group[0] + (perGroup > 1 ? group[1] : 0));
    }
    return (!bias.empty() && hasCloseNeighbours(values)) || (rule.groups > 1 && hasCloseNeighbours(groupScores));
}

} // namespace

class TestRoute : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    // Rows without a near-tie must have the reference's experts exactly; there must be many such rows.
    void compare(OpBench &bench, const RouterRule &rule, bool biased, uint32_t rows)
    {
        const std::vector<float> logits = bench.random(size_t(rows) * rule.experts, 2);
        const std::vector<float> bias = biased ? bench.random(rule.experts, 0.1F) : std::vector<float>();
        const Routing device = onDevice(bench, logits, bias, rule), host = onHost(logits, bias, rule);
        QCOMPARE(device.ids.size(), host.ids.size());
        uint32_t compared = 0;
        for (uint32_t row = 0; row < rows; ++row) {
            if (nearTie(logits.data() + size_t(row) * rule.experts, bias, rule))
                continue;
            ++compared;
            for (uint32_t k = row * rule.used; k < (row + 1) * rule.used; ++k) {
                QVERIFY2(device.ids[k] == host.ids[k], qPrintable(QString("%1 experts, row %2, place %3: %4, not %5")
                                                                      .arg(rule.experts)
                                                                      .arg(row)
                                                                      .arg(k - row * rule.used)
                                                                      .arg(device.ids[k])
                                                                      .arg(host.ids[k])));
                QVERIFY(std::abs(double(device.weights[k]) - host.weights[k]) < WeightBound * rule.scale);
            }
        }
        QVERIFY(compared > rows / 2);
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    // Each shape in each form; gates, biases and scales meet all of them pairwise.
    void choosesTheReferencesExperts()
    {
        struct Shape {
            uint32_t experts, used, groups, groupsUsed, rows;
        };
        constexpr Shape Shapes[] = {{1, 1, 1, 1, 3},     {8, 2, 1, 1, 1000}, {63, 63, 1, 1, 65},
                                    {64, 6, 1, 1, 2000}, {65, 7, 1, 1, 300}, {160, 6, 8, 3, 300},
                                    {256, 8, 8, 4, 300}, {12, 3, 12, 5, 300}}; // the last: groups of one
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<size_t> counts = {std::size(Shapes), testing::FormCount, 2, 2, 2};
        for (const testing::PairwiseCase &c : testing::pairwiseCases(counts, testing::testSeed())) {
            if (c[1] != testing::currentFormIndex())
                continue;
            const Shape &shape = Shapes[c[0]];
            const bool normalise = c[4] == 1;
            compare(bench,
                    {shape.experts, shape.used, shape.groups, shape.groupsUsed, c[2] ? Gate::Sigmoid : Gate::Softmax,
                     normalise, normalise ? 2.5F : 1.0F},
                    c[3] == 1, shape.rows);
        }
    }

    // The weights of what was chosen, asked for again by its ids: to the bit.
    void weighsChosenOnesAlike()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const Gate gate : {Gate::Softmax, Gate::Sigmoid})
            for (const bool normalise : {false, true}) {
                const RouterRule rule{65, 7, 1, 1, gate, normalise, 2.5F};
                const gpu::Tensor logits = bench.activations(bench.random(size_t(33) * 65, 2), 65, 33);
                const gpu::Tensor ids = bench.activations(7, 33), weights = bench.activations(7, 33),
                                  again = bench.activations(7, 33);
                bench.run([&](gpu::Commands &c) {
                    ops::route(c, logits, {}, rule, ids, weights);
                    ops::routeChosen(c, logits, rule, ids, again);
                });
                QVERIFY(bench.readIntegers(weights) == bench.readIntegers(again));
            }
    }

    // Experts that the logits alone would not choose, in another order.
    void weighsExpertsOfAnotherPass()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor logits = bench.activations({0, 0, 0, 30}, 4), weights = bench.activations(2);
        const gpu::Tensor ids = bench.integers({2, 0});
        bench.run([&](gpu::Commands &c) {
            ops::routeChosen(c, logits, {4, 2, 1, 1, Gate::Sigmoid, true, 3}, ids, weights);
        });
        QCOMPARE(std::vector<float>(bench.read(weights)), (std::vector<float>{1.5F, 1.5F}));
    }

    // Random numbers come close together when there are 1024 of them: without a bias the order is exact all the same.
    void choosesAmong1024()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        compare(bench, {1024, 64, 1, 1, Gate::Softmax, true, 1}, false, 65);
        compare(bench, {1024, 64, 1, 1, Gate::Sigmoid, true, 1}, false, 65);
    }

    // A loop over all experts for each that is chosen: more iterations than a software device takes.
    void choosesAsManyAsThereAre()
    {
        if (testing::currentFormIndex() > 0)
            QSKIP("where lanes meet in shared memory loops are longer still");
        OpBench &bench = m_benches.of(testing::currentForm());
        compare(bench, {1024, 1024, 1, 1, Gate::Softmax}, false, 2);
    }

    void givesTiesToTheLowerId()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> logits = {1, 3, 2, 3, -0.0F, 0.0F, 3, 2, //
                                           0, 0, 0, 0, 0,     0,    0, 0};
        for (const Gate gate : {Gate::Softmax, Gate::Sigmoid})
            for (const std::vector<float> &bias : {std::vector<float>(), std::vector<float>(8, 0.5F)})
                QCOMPARE(onDevice(bench, logits, bias, {8, 8, 1, 1, gate}).ids,
                         (std::vector<uint32_t>{1, 3, 6, 2, 7, 0, 4, 5, 0, 1, 2, 3, 4, 5, 6, 7}));
        // Groups of two: the second and the fourth are best; equal ones: the lower stay.
        QCOMPARE(onDevice(bench, logits, {}, {8, 4, 4, 2, Gate::Softmax}).ids,
                 (std::vector<uint32_t>{3, 6, 2, 7, 0, 1, 2, 3}));
    }

    // The bias chooses, and is not in the weight.
    void weighsWithoutTheBias()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const Routing routing = onDevice(bench, {0, 0, 0, 0}, {0, -1, 3, 1}, {4, 2, 1, 1, Gate::Sigmoid, false, 2});
        QCOMPARE(routing.ids, (std::vector<uint32_t>{2, 3}));
        QCOMPARE(routing.weights, (std::vector<float>{1, 1}));
    }

    void neverDividesByNothing()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const Routing routing = onDevice(bench, std::vector<float>(4, -200), {}, {4, 2, 1, 1, Gate::Sigmoid, true, 1});
        QCOMPARE(routing.weights, (std::vector<float>{0, 0}));
    }

    // Whatever a broken model computes, the ids name experts, all different.
    void survivesNotANumber()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr float NaN = std::numeric_limits<float>::quiet_NaN(),
                        Infinity = std::numeric_limits<float>::infinity();
        const std::vector<float> logits = {NaN, NaN,      NaN, NaN,       NaN,      NaN, NaN, NaN, //
                                           1,   NaN,      2,   NaN,       Infinity, NaN, NaN, NaN, //
                                           NaN, Infinity, NaN, -Infinity, NaN,      NaN, 0,   NaN};
        for (const Gate gate : {Gate::Softmax, Gate::Sigmoid})
            for (const uint32_t groups : {1U, 4U})
                for (const std::vector<float> &bias : {std::vector<float>(), std::vector<float>(8, NaN)}) {
                    const std::vector<uint32_t> ids = onDevice(bench, logits, bias, {8, 4, groups, groups, gate}).ids;
                    for (size_t row = 0; row < 3; ++row) {
                        const std::set<uint32_t> distinct(ids.begin() + row * 4, ids.begin() + (row + 1) * 4);
                        QCOMPARE(distinct.size(), size_t(4));
                        QVERIFY(*distinct.rbegin() < 8);
                    }
                }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor logits = bench.activations(8), ids = bench.activations(2), weights = bench.activations(2);
        const auto record = [&](const RouterRule &rule, const gpu::Tensor &bias) {
            bench.run([&](gpu::Commands &c) { ops::route(c, logits, bias, rule, ids, weights); });
        };
        QVERIFY_EXCEPTION_THROWN(record({9, 2}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 3}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2, 3, 1}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2, 8, 1}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2}, bench.activations(7)), Error);
        const auto weigh = [&](const gpu::Tensor &chosen, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::routeChosen(c, logits, {8, 2}, chosen, to); });
        };
        QVERIFY_EXCEPTION_THROWN(weigh(bench.activations(3), weights), Error);
        QVERIFY_EXCEPTION_THROWN(weigh(ids, bench.activations(2, 2)), Error);
    }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
