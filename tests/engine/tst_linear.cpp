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

using namespace deepscope;
using namespace deepscope::testing;
using ops::Accumulate;

// Sums of n products of size 1 / sqrt(n) in F32: partial sums of size about 1 pass through n / 128 + 20 roundings of
// 6e-8 each, which add up as a random walk; 1000 columns stay below 2e-6. The weights themselves are exact.
constexpr double Bound = 4e-6;

namespace {

struct Case {
    DeviceForm form;
    TensorType type;
    uint32_t rows, columns, tokens;
    uint32_t begin; // column of x and y at which the views begin
    Accumulate accumulate;

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(rows) + " x " +
               std::to_string(columns) + ", " + std::to_string(tokens) + " tokens from column " +
               std::to_string(begin) + (accumulate == Accumulate::Yes ? ", accumulated" : "");
    }
};

// Views may begin on 16 bytes or not.
constexpr std::array Begins = {0U, 4U, 5U};

std::vector<Case> cases()
{
    const auto types = supportedTypes();
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                ColumnClasses.size(), TokenClasses.size(), Begins.size(), 2},
                                               testSeed())) {
        Dice dice(uint32_t(all.size()));
        const TensorType type = types[c[0]];
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       type,
                       rowsOf(dice),
                       columnsOf(ColumnClasses[c[4]], type, dice),
                       tokensOf(TokenClasses[c[5]], dice),
                       Begins[c[6]],
                       c[7] ? Accumulate::Yes : Accumulate::No});
    }
    return all;
}

} // namespace

class TestLinear : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    // Two rows and some columns around the views must stay as they were.
    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const TestWeights weights = randomWeights(bench, test.type, test.columns, test.rows);
        const uint32_t wideIn = test.begin + test.columns + 3, wideOut = test.begin + test.rows + 3;
        const uint32_t allTokens = test.tokens + 2;
        const std::vector<float> x = bench.random(size_t(wideIn) * allTokens);
        std::vector<float> expected = bench.random(size_t(wideOut) * allTokens), product(test.rows);
        const gpu::Tensor deviceX = bench.activations(x, wideIn, allTokens);
        const gpu::Tensor y = bench.activations(expected, wideOut, allTokens);
        for (uint32_t token = 1; token <= test.tokens; ++token) {
            reference::matrixVector(weights.values, {x.data() + token * wideIn + test.begin, test.columns}, product);
            float *to = expected.data() + token * wideOut + test.begin;
            for (uint32_t row = 0; row < test.rows; ++row)
                to[row] = (test.accumulate == Accumulate::Yes ? to[row] : 0) + product[row];
        }
        bench.run([&](gpu::Commands &c) {
            ops::linear(c, weights.tensor, deviceX.columnSlice(test.begin, test.columns).rowSlice(1, test.tokens),
                        y.columnSlice(test.begin, test.rows).rowSlice(1, test.tokens), test.accumulate);
        });
        COMPARE_VALUES(bench.read(y), expected, Bound);
    }

    // What was said of a token does not depend on what stood beside it.
    void sameBitsInAnyCompany()
    {
        std::vector<DeviceForm> forms = {{}, {Loads[1], Tiles[0], Lanes[1]}};
        for (const char *lanes : Lanes)
            forms.push_back({Loads[1], Tiles[1], lanes});
        for (const DeviceForm &form : forms)
            for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::Q4_K}) {
                OpBench &bench = m_benches.of(form);
                const TestWeights weights = randomWeights(bench, type, 768, 65);
                const gpu::Tensor x = bench.activations(bench.random(768 * 64), 768, 64);
                const gpu::Tensor y = bench.activations(65, 64);
                QCOMPARE(differenceByCompany(bench, y,
                                             [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                                                 ops::linear(c, weights.tensor, x.rowSlice(first, count),
                                                             y.rowSlice(first, count));
                                             }),
                         std::string());
            }
    }

    void repeatsBitForBit()
    {
        OpBench &bench = m_benches.of();
        const TestWeights weights = randomWeights(bench, TensorType::Q5_K, 512, 65);
        const gpu::Tensor x = bench.activations(bench.random(512 * 9), 512, 9), y = bench.activations(65, 9);
        gpu::Commands commands(bench.kernels());
        commands.begin();
        ops::linear(commands, weights.tensor, x, y);
        commands.end();
        commands.submitAndWait();
        const std::vector<float> first = bench.read(y);
        for (int i = 0; i < 3; ++i) {
            commands.submitAndWait();
            QVERIFY(bench.read(y) == first);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const TestWeights weights = randomWeights(bench, TensorType::F32, 64, 32);
        const gpu::Tensor w = weights.tensor;
        const gpu::Tensor x = bench.activations(64, 2), y = bench.activations(32, 2);
        const auto linear = [&](const gpu::Tensor &matrix, const gpu::Tensor &in, const gpu::Tensor &out) {
            bench.run([&](gpu::Commands &c) { ops::linear(c, matrix, in, out); });
        };
        QVERIFY_EXCEPTION_THROWN(linear(w, x.columnSlice(0, 63), y), Error);
        QVERIFY_EXCEPTION_THROWN(linear(w, x, y.columnSlice(0, 31)), Error);
        QVERIFY_EXCEPTION_THROWN(linear(w, x.rowSlice(0, 1), y), Error);
        QVERIFY_EXCEPTION_THROWN(linear(w.columnSlice(0, 48), x.columnSlice(0, 48), y), Error);
        QVERIFY_EXCEPTION_THROWN(linear({}, x, y), Error);
    }
};

QTEST_GUILESS_MAIN(TestLinear)
#include "tst_linear.moc"
