#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/reverse.h"

#include <cmath>

using namespace deepscope;
using testing::OpBench;

// cos and sin are right to about 1e-6; a pair of values of size s then moves by at most that times s.
constexpr double Bound = 1e-5;

namespace {

std::vector<float> frequencies(uint32_t pairs)
{
    std::vector<float> values;
    for (uint32_t i = 0; i < pairs; ++i)
        values.push_back(std::pow(10000.0F, -float(i) / float(pairs)));
    return values;
}

struct Shape {
    uint32_t rows, heads, columns, position;
    RopePairing pairing;
};

} // namespace

class TestRope : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    // Every head in a row of its own width + 3, beginning at column 5, is rotated; what lies between stays as it was.
    void compare(const Shape &shape)
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const uint32_t headStride = shape.columns + 3, first = 5, width = first + shape.heads * headStride;
        const std::vector<float> x = bench.random(size_t(width) * shape.rows), angles = frequencies(shape.columns / 2);
        std::vector<float> expected = x;
        for (uint32_t row = 0; row < shape.rows; ++row)
            for (uint32_t head = 0; head < shape.heads; ++head)
                reference::rope({expected.data() + row * width + first + head * headStride, shape.columns},
                                shape.position + row, angles, shape.pairing);
        const gpu::Tensor tensor = bench.activations(x, width, shape.rows);
        const ops::Heads heads{tensor.columnSlice(first, shape.columns), shape.heads, headStride};
        const ops::StepRows step = bench.step(shape.position, shape.rows);
        const gpu::Tensor theta = bench.activations(angles, shape.columns / 2);
        bench.run([&](gpu::Commands &c) { ops::rope(c, heads, heads, step, theta, shape.pairing); });
        COMPARE_VALUES(bench.read(tensor), expected, Bound);
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void matchesReference()
    {
        for (const RopePairing pairing : {RopePairing::Adjacent, RopePairing::Halves})
            for (const uint32_t columns : {2U, 8U, 62U, 64U, 66U})
                for (const uint32_t position : {0U, 1U, 4095U, 160000U})
                    compare({position == 0 ? 1U : 5U, position == 1 ? 3U : 16U, columns, position, pairing});
    }

    // Position 163,839 turns the first pair by 26,075 whole turns and a rest: a product in plain F32 would be off by
    // 0.008.
    void isExactFarOut()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Rows = 64, Columns = 64;
        for (const uint32_t position : {0U, 99'991U, 163'776U}) {
            std::vector<float> x(size_t(Rows) * Columns);
            for (size_t i = 0; i < x.size(); i += 2)
                x[i] = 1; // the result is (cos, sin) itself
            const std::vector<float> angles = frequencies(Columns / 2);
            std::vector<float> expected;
            for (uint32_t row = 0; row < Rows; ++row)
                for (const float frequency : angles) {
                    const double angle = double(position + row) * double(frequency);
                    expected.push_back(float(std::cos(angle)));
                    expected.push_back(float(std::sin(angle)));
                }
            const gpu::Tensor in = bench.activations(x, Columns, Rows), out = bench.activations(Columns, Rows);
            const ops::StepRows step = bench.step(position, Rows);
            const gpu::Tensor theta = bench.activations(angles, Columns / 2);
            bench.run([&](gpu::Commands &c) {
                ops::rope(c, {in, 1, Columns}, {out, 1, Columns}, step, theta, RopePairing::Adjacent);
            });
            COMPARE_VALUES(bench.read(out), expected, 1e-6);
        }
    }

    // The reverse of a rotation is the one by negated frequencies: it turns back what was turned, and slopes as the
    // reference does.
    void negatedFrequenciesTurnBack()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Rows = 33, Columns = 16;
        std::vector<float> forward = frequencies(Columns / 2), back = forward;
        for (float &frequency : back)
            frequency = -frequency;
        const gpu::Tensor theta = bench.activations(forward, Columns / 2),
                          negated = bench.activations(back, Columns / 2);
        for (const uint32_t position : {0U, 1234U, 163'776U})
            for (const RopePairing pairing : {RopePairing::Adjacent, RopePairing::Halves}) {
                const std::vector<float> x = bench.random(size_t(Rows) * Columns);
                const gpu::Tensor in = bench.activations(x, Columns, Rows), turned = bench.activations(Columns, Rows);
                const gpu::Tensor again = bench.activations(Columns, Rows), slopes = bench.activations(Columns, Rows);
                const ops::StepRows step = bench.step(position, Rows);
                bench.run([&](gpu::Commands &c) {
                    ops::rope(c, {in, 1, 0}, {turned, 1, 0}, step, theta, pairing);
                    ops::rope(c, {turned, 1, 0}, {again, 1, 0}, step, negated, pairing);
                    ops::rope(c, {in, 1, 0}, {slopes, 1, 0}, step, negated, pairing);
                });
                COMPARE_VALUES(bench.read(again), x, Bound);
                std::vector<double> exact(x.begin(), x.end());
                for (uint32_t row = 0; row < Rows; ++row)
                    reference::ropeReverse(std::span(exact).subspan(size_t(row) * Columns, Columns), position + row,
                                           forward, pairing);
                COMPARE_VALUES(bench.read(slopes), std::vector<float>(exact.begin(), exact.end()), Bound);
            }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(64), odd = bench.activations(63), theta = bench.activations(31);
        const ops::StepRows step = bench.step(0, 1);
        const auto record = [&](const gpu::Tensor &from, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) {
                ops::rope(c, {from, 1, 64}, {to, 1, 64}, step, theta, RopePairing::Halves);
            });
        };
        QVERIFY_EXCEPTION_THROWN(record(x, x), Error);
        QVERIFY_EXCEPTION_THROWN(record(odd, odd), Error);
        QVERIFY_EXCEPTION_THROWN(record(x, odd), Error);
    }
};

QTEST_GUILESS_MAIN(TestRope)
#include "tst_rope.moc"
