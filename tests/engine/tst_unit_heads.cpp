// Heads of one length, and gates on heads: ops that go through values one by one.
#include "support/company.h"
#include "support/device_forms.h"

#include "api/error.h"
#include "ops/delta.h"
#include "reference/delta.h"

using namespace deepscope;
using testing::OpBench;

namespace {

// Sums of up to a few hundred squares in F32, a root and a quotient lose at most about 1e-6 of the result, and so do an
// exponential function and a quotient.
constexpr double Bound = 2e-6;

constexpr uint32_t Widths[] = {1, 3, 16, 33, 128, 300};
constexpr uint32_t Rows = 5, Count = 3;

// [- | head - | head - | head -] of each row.
ops::Heads headsIn(const gpu::Tensor &rows, uint32_t width) { return {rows.columnSlice(1, width), Count, width + 1}; }
uint32_t rowOf(uint32_t width) { return 1 + Count * (width + 1); }
size_t headAt(uint32_t i, uint32_t width) { return i / Count * rowOf(width) + 1 + i % Count * (width + 1); }

} // namespace

class TestUnitHeads : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    static void matchesGate(OpBench &bench, uint32_t width, bool one, ops::GateKind kind)
    {
        const std::vector<float> x = bench.random(Rows * rowOf(width)),
                                 gates = bench.random(Rows * Count * (one ? 1 : width), 10);
        const gpu::Tensor rows = bench.activations(x, rowOf(width), Rows);
        const uint32_t wide = one ? 1 : width;
        const gpu::Tensor gate = bench.activations(gates, Count * wide, Rows);
        std::vector<float> expected = x;
        for (uint32_t i = 0; i < Rows * Count; ++i) {
            const reference::Values from{x.data() + headAt(i, width), width}, with{gates.data() + i * wide, wide};
            const reference::Output to{expected.data() + headAt(i, width), width};
            const std::vector<float> spread(width, with[0]);
            if (kind == ops::GateKind::Sigmoid)
                reference::sigmoidMultiply(with, from, to);
            else
                reference::siluMultiply(one ? spread : with, from, to);
        }
        const ops::Heads heads = headsIn(rows, width), gateHeads{gate.columnSlice(0, wide), Count, wide};
        bench.run([&](gpu::Commands &c) { ops::applyGate(c, heads, gateHeads, kind, heads); });
        COMPARE_VALUES(bench.read(rows), expected, Bound);
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void givesHeadsOneLength()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t width : Widths) {
            std::vector<float> x = bench.random(Rows * rowOf(width));
            std::fill_n(x.begin() + std::ptrdiff_t(headAt(4, width)), width, 0.0F);   // no direction
            std::fill_n(x.begin() + std::ptrdiff_t(headAt(5, width)), width, 1e-8F);  // shorter than epsilon
            std::fill_n(x.begin() + std::ptrdiff_t(headAt(6, width)), width, 1e-30F); // whose square is no F32
            std::vector<float> expected = x;
            for (uint32_t i = 0; i < Rows * Count; ++i)
                reference::unitHead({x.data() + headAt(i, width), width}, 1e-6F, 0.25F,
                                    {expected.data() + headAt(i, width), width});
            const gpu::Tensor rows = bench.activations(x, rowOf(width), Rows);
            const ops::Heads heads = headsIn(rows, width);
            bench.run([&](gpu::Commands &c) { ops::unitHeads(c, heads, 1e-6F, 0.25F, heads); });
            COMPARE_VALUES(bench.read(rows), expected, Bound);
        }
    }

    void gatesHeads()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t width : Widths)
            for (const ops::GateKind kind : {ops::GateKind::Sigmoid, ops::GateKind::Silu})
                for (const bool one : {false, true})
                    matchesGate(bench, width, one, kind);
    }

    // Far out the gate is 0 or 1, or the value itself; never what is no number.
    void gatesFarOut()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> far = {-1e30F, -200, -88.5F, -30, 0, 30, 88.5F, 200, 1e30F};
        const auto columns = uint32_t(far.size());
        const gpu::Tensor gate = bench.activations(far, columns), y = bench.activations(columns);
        const gpu::Tensor x = bench.activations(std::vector<float>(columns, 1.0F), columns);
        bench.run([&](gpu::Commands &c) { ops::applyGate(c, {x}, {gate}, ops::GateKind::Sigmoid, {y}); });
        COMPARE_VALUES(bench.read(y), (std::vector<float>{0, 0, 0, 0, 0.5F, 1, 1, 1, 1}), Bound);
        bench.run([&](gpu::Commands &c) { ops::applyGate(c, {x}, {gate}, ops::GateKind::Silu, {y}); });
        COMPARE_VALUES(bench.read(y), (std::vector<float>{0, 0, 0, 0, 0, 30, 88.5F, 200, 1e30F}), Bound);
    }

    void sameBitsInAnyCompany()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t columns : {160U, 163U}) {
            const gpu::Tensor x = bench.activations(bench.random(size_t(columns) * 64), columns, 64);
            const gpu::Tensor gate = bench.activations(bench.random(size_t(columns) * 64), columns, 64);
            const gpu::Tensor y = bench.activations(columns, 64);
            const auto unit = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                ops::unitHeads(c, {x.rowSlice(first, count)}, 1e-6F, 1, {y.rowSlice(first, count)});
            };
            QCOMPARE(testing::differenceByCompany(bench, y, unit), std::string());
            const auto gated = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                ops::applyGate(c, {x.rowSlice(first, count)}, {gate.rowSlice(first, count)}, ops::GateKind::Silu,
                               {y.rowSlice(first, count)});
            };
            QCOMPARE(testing::differenceByCompany(bench, y, gated), std::string());
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(64, 2), narrow = bench.activations(63, 2),
                          fewer = bench.activations(64);
        for (const ops::Heads &y : {ops::Heads{narrow}, ops::Heads{fewer}, ops::Heads{x.columnSlice(0, 32), 2, 32},
                                    ops::Heads{gpu::Tensor()}}) {
            QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::unitHeads(c, {x}, 1e-6F, 1, y); }), Error);
            const auto gate = [&](const ops::Heads &with, const ops::Heads &to) {
                bench.run([&](gpu::Commands &c) { ops::applyGate(c, {x}, with, ops::GateKind::Sigmoid, to); });
            };
            QVERIFY_EXCEPTION_THROWN(gate({x}, y), Error);
            QVERIFY_EXCEPTION_THROWN(gate(y, {x}), Error);
        }
    }
};

QTEST_GUILESS_MAIN(TestUnitHeads)
#include "tst_unit_heads.moc"
