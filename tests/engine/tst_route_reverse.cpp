// The slopes of a router's logits against the CPU in double.
#include "support/device_forms.h"
#include "support/op_shapes.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <algorithm>
#include <bit>
#include <numeric>

using namespace deepscope;
using testing::OpBench;

// Affinities as in tst_route (2e-6); their slopes are differences of a few products of size 1, times the scale.
constexpr double Bound = 1e-5;

namespace {

struct Slopes {
    std::vector<float> logits, weights; // the slopes of the weights
    std::vector<uint32_t> ids;
    RouterRule rule;

    std::vector<float> expected() const
    {
        std::vector<double> all(logits.begin(), logits.end()), given(weights.begin(), weights.end());
        std::vector<double> slopes(all.size());
        for (size_t row = 0; row < all.size() / rule.experts; ++row)
            reference::routeReverse(
                {all.data() + row * rule.experts, rule.experts}, rule, {ids.data() + row * rule.used, rule.used},
                {given.data() + row * rule.used, rule.used}, {slopes.data() + row * rule.experts, rule.experts});
        return {slopes.begin(), slopes.end()};
    }

    testing::DeviceValues onDevice(OpBench &bench) const
    {
        const auto rows = uint32_t(logits.size() / rule.experts);
        std::vector<float> bits(ids.size());
        std::transform(ids.begin(), ids.end(), bits.begin(), [](uint32_t id) { return std::bit_cast<float>(id); });
        const gpu::Tensor in = bench.activations(logits, rule.experts, rows),
                          chosen = bench.activations(bits, rule.used, rows),
                          given = bench.activations(weights, rule.used, rows),
                          slopes = bench.activations(rule.experts, rows);
        bench.run([&](gpu::Commands &c) { ops::routeReverse(c, in, rule, chosen, given, slopes); });
        return bench.read(slopes);
    }
};

Slopes random(OpBench &bench, const RouterRule &rule, uint32_t rows, float offset = 0)
{
    Slopes slopes{bench.random(size_t(rows) * rule.experts, 2), bench.random(size_t(rows) * rule.used), {}, rule};
    for (float &logit : slopes.logits)
        logit += offset;
    std::mt19937 dice(testing::testSeed() + rows);
    std::vector<uint32_t> all(rule.experts);
    std::iota(all.begin(), all.end(), 0U);
    for (uint32_t row = 0; row < rows; ++row) {
        std::shuffle(all.begin(), all.end(), dice);
        slopes.ids.insert(slopes.ids.end(), all.begin(), all.begin() + rule.used);
    }
    return slopes;
}

} // namespace

class TestRouteReverse : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void matchesReference()
    {
        struct Shape {
            uint32_t experts, used, rows;
        };
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const Shape shape : {Shape{1, 1, 3}, {8, 2, 65}, {16, 4, 1}, {63, 63, 7}, {65, 6, 33}, {160, 8, 9}})
            for (const Gate gate : {Gate::Softmax, Gate::Sigmoid})
                for (const bool normalise : {false, true}) {
                    bench.startOver();
                    const RouterRule rule{shape.experts, shape.used, 1, 1, gate, normalise, 1.5F};
                    const Slopes slopes = random(bench, rule, shape.rows);
                    const testing::DeviceValues result = slopes.onDevice(bench);
                    COMPARE_VALUES(result, slopes.expected(), Bound);
                    QVERIFY(slopes.onDevice(bench) == result);
                }
    }

    void takesAllThatThereAre()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const Gate gate : {Gate::Softmax, Gate::Sigmoid}) {
            const Slopes slopes = random(bench, {1024, 1024, 1, 1, gate, true, 1}, 2);
            COMPARE_VALUES(slopes.onDevice(bench), slopes.expected(), Bound);
        }
    }

    // Below the smallest sum the weights are no longer shares of it: sigmoids of -12 come to less than 6.1035e-5.
    void followsTheFloorOfTheSum()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const float offset : {-13.0F, -200.0F}) {
            const Slopes slopes = random(bench, {8, 2, 1, 1, Gate::Sigmoid, true, 1}, 20, offset);
            const std::vector<float> expected = slopes.expected();
            QCOMPARE(std::any_of(expected.begin(), expected.end(), [](float slope) { return std::abs(slope) > 1e-3F; }),
                     offset > -100);
            COMPARE_VALUES(slopes.onDevice(bench), expected, Bound);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor logits = bench.activations(8, 2), two = bench.activations(2, 2);
        const auto record = [&](const RouterRule &rule, const gpu::Tensor &ids, const gpu::Tensor &weights,
                                const gpu::Tensor &slopes) {
            bench.run([&](gpu::Commands &c) { ops::routeReverse(c, logits, rule, ids, weights, slopes); });
        };
        QVERIFY_EXCEPTION_THROWN(record({9, 2}, two, two, logits), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 9}, two, two, logits), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2}, bench.activations(2), two, logits), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2}, two, bench.activations(3, 2), logits), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2}, two, two, bench.activations(8)), Error);
        QVERIFY_EXCEPTION_THROWN(record({8, 2}, two, two, bench.activations(7, 2)), Error);
    }
};

QTEST_GUILESS_MAIN(TestRouteReverse)
#include "tst_route_reverse.moc"
