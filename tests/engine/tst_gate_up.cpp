#include "support/case_rows.h"
#include "support/company.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/ops.h"

#include <QTest>

#include <cstring>

using namespace deepscope;
using namespace deepscope::testing;

// Two sums as in tst_linear (2e-6 each at 1000 columns), and an exponential that Vulkan lets be off by 3 + 2|x| units
// in the last place.
constexpr double Bound = 8e-6;

namespace {

struct Case {
    DeviceForm form;
    TensorType gate, up;
    uint32_t rows, columns, tokens;
    uint32_t begin; // column of x and y at which the views begin

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(gate).name) + " and " + std::string(typeTraits(up).name) +
               ", " + std::to_string(rows) + " x " + std::to_string(columns) + ", " + std::to_string(tokens) +
               " tokens from column " + std::to_string(begin);
    }
};

constexpr std::array Begins = {0U, 4U, 5U};

std::vector<Case> cases()
{
    const auto types = supportedTypes();
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                ColumnClasses.size(), TokenClasses.size(), Begins.size()},
                                               testSeed() + 1)) {
        Dice dice(uint32_t(all.size()));
        const TensorType type = types[c[0]];
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       type,
                       type,
                       rowsOf(dice),
                       columnsOf(ColumnClasses[c[4]], type, dice),
                       tokensOf(TokenClasses[c[5]], dice),
                       Begins[c[6]]});
    }
    // A file may hold gate and up in different types.
    const DeviceForm gpu = {Loads[1], Tiles[1], Lanes[3]};
    for (const uint32_t tokens : {1U, 5U}) {
        all.push_back({{}, TensorType::Q4_K, TensorType::Q6_K, 65, 256, tokens, 0});
        all.push_back({gpu, TensorType::IQ4_NL, TensorType::F16, 65, 256, tokens, 0});
        all.push_back({gpu, TensorType::F32, TensorType::Q2_K, 65, 256, tokens, 0});
        all.push_back({gpu, TensorType::Q5_1, TensorType::MXFP4, 65, 96, tokens, 0});
    }
    return all;
}

} // namespace

class TestGateUp : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const TestWeights gate = randomWeights(bench, test.gate, test.columns, test.rows),
                          up = randomWeights(bench, test.up, test.columns, test.rows);
        const uint32_t wideIn = test.columns + test.begin, wideOut = test.rows + test.begin;
        const std::vector<float> x = bench.random(size_t(wideIn) * test.tokens);
        std::vector<float> expected = bench.random(size_t(wideOut) * test.tokens), gated(test.rows), raised(test.rows);
        const gpu::Tensor deviceX = bench.activations(x, wideIn, test.tokens);
        const gpu::Tensor y = bench.activations(expected, wideOut, test.tokens);
        for (uint32_t token = 0; token < test.tokens; ++token) {
            const reference::Values from{x.data() + token * wideIn + test.begin, test.columns};
            reference::matrixVector(gate.values, from, gated);
            reference::matrixVector(up.values, from, raised);
            reference::siluMultiply(gated, raised, {expected.data() + token * wideOut + test.begin, test.rows});
        }
        bench.run([&](gpu::Commands &c) {
            ops::gateUp(c, gate.tensor, up.tensor, deviceX.columnSlice(test.begin, test.columns),
                        y.columnSlice(test.begin, test.rows));
        });
        COMPARE_VALUES(bench.read(y), expected, Bound);
    }

    void sameBitsInAnyCompany()
    {
        for (const char *tiles : Tiles)
            for (const char *lanes : {Lanes[0], Lanes[1], Lanes[4]}) {
                OpBench &bench = m_benches.of({Loads[tiles == Tiles[1]], tiles, lanes});
                const TestWeights gate = randomWeights(bench, TensorType::F16, 512, 65),
                                  up = randomWeights(bench, TensorType::Q5_0, 512, 65);
                const gpu::Tensor x = bench.activations(bench.random(512 * 64), 512, 64);
                const gpu::Tensor y = bench.activations(65, 64);
                const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                    ops::gateUp(c, gate.tensor, up.tensor, x.rowSlice(first, count), y.rowSlice(first, count));
                };
                QCOMPARE(differenceByCompany(bench, y, record), std::string());
            }
    }

    // The same bits of y, and the factors as the reference has them.
    void keepsTheFactors()
    {
        for (const DeviceForm &form : {DeviceForm{}, DeviceForm{Loads[1], Tiles[1], Lanes[3]}})
            for (const uint32_t tokens : {1U, 9U}) {
                constexpr uint32_t Columns = 100, Rows = 65;
                OpBench &bench = m_benches.of(form);
                const TestWeights gate = randomWeights(bench, TensorType::F32, Columns, Rows),
                                  up = randomWeights(bench, TensorType::F16, Columns, Rows);
                const std::vector<float> values = bench.random(size_t(Columns) * tokens);
                const gpu::Tensor x = bench.activations(values, Columns, tokens);
                const gpu::Tensor plain = bench.activations(Rows, tokens), y = bench.activations(Rows, tokens);
                const gpu::Tensor gates = bench.activations(Rows + 3, tokens),
                                  ups = bench.activations(Rows + 5, tokens);
                bench.run([&](gpu::Commands &c) {
                    ops::gateUp(c, gate.tensor, up.tensor, x, plain);
                    ops::gateUp(c, gate.tensor, up.tensor, x, y,
                                {gates.columnSlice(3, Rows), ups.columnSlice(5, Rows)});
                });
                const std::vector<float> without = bench.read(plain), with = bench.read(y);
                QVERIFY(std::memcmp(without.data(), with.data(), with.size() * sizeof(float)) == 0);
                std::vector<float> gated(size_t(Rows) * tokens), raised(gated);
                for (uint32_t token = 0; token < tokens; ++token) {
                    const reference::Values from{values.data() + token * Columns, Columns};
                    reference::matrixVector(gate.values, from, {gated.data() + token * Rows, Rows});
                    reference::matrixVector(up.values, from, {raised.data() + token * Rows, Rows});
                }
                COMPARE_VALUES(bench.read(gates.columnSlice(3, Rows)), gated, Bound);
                COMPARE_VALUES(bench.read(ups.columnSlice(5, Rows)), raised, Bound);
            }
    }

    // Gates far from 0 must saturate, not overflow.
    void survivesLargeGates()
    {
        OpBench &bench = m_benches.of();
        std::vector<float> gateValues(32 * 2, 0.0F), upValues(32 * 2, 0.0F);
        gateValues[0] = 200;
        gateValues[32] = -200;
        upValues[0] = upValues[32] = 1;
        const gpu::Tensor gate = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, gateValues), 32, 2);
        const gpu::Tensor up = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, upValues), 32, 2);
        const gpu::Tensor x = bench.activations(std::vector<float>(32, 1.0F), 32), y = bench.activations(2);
        bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, x, y); });
        COMPARE_VALUES(bench.read(y), (std::vector<float>{200, 0}), Bound);
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor a = randomWeights(bench, TensorType::F32, 64, 32).tensor;
        const gpu::Tensor lower = randomWeights(bench, TensorType::F32, 64, 31).tensor;
        const gpu::Tensor x = bench.activations(64, 2), y = bench.activations(32, 2);
        const auto run = [&](const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &in) {
            bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, in, y); });
        };
        QVERIFY_EXCEPTION_THROWN(run(a, lower, x), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.columnSlice(0, 32)), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.rowSlice(0, 1)), Error);
        const auto keep = [&](const ops::GateUpKept &kept) {
            bench.run([&](gpu::Commands &c) { ops::gateUp(c, a, a, x, y, kept); });
        };
        QVERIFY_EXCEPTION_THROWN(keep({y, {}}), Error);
        QVERIFY_EXCEPTION_THROWN(keep({y, y.columnSlice(0, 31)}), Error);
    }
};

QTEST_GUILESS_MAIN(TestGateUp)
#include "tst_gate_up.moc"
