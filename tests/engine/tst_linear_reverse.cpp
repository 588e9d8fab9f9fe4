#include "support/case_rows.h"
#include "support/company.h"
#include "support/device_forms.h"
#include "support/framed_rows.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;
using ops::Accumulate;

// Sums of n products, one after another, of size 1 at most where slopes are of size sqrt(columns / rows): 2n roundings
// of 6e-8, which add up as a random walk: below 3e-6 for 1012 rows.
constexpr double Bound = 6e-6;

namespace {

struct Case {
    DeviceForm form;
    TensorType type;
    uint32_t rows, columns, tokens;
    uint32_t begin; // column at which the views begin
    Accumulate accumulate;

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(rows) + " x " +
               std::to_string(columns) + ", " + std::to_string(tokens) + " tokens from column " +
               std::to_string(begin) + (accumulate == Accumulate::Yes ? ", accumulated" : "");
    }
};

constexpr std::array Begins = {0U, 4U, 5U};

std::vector<Case> cases()
{
    constexpr std::array Types = {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0,
                                  TensorType::Q4_K};
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({Types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                ColumnClasses.size(), TokenClasses.size(), Begins.size(), 2},
                                               testSeed() + 3)) {
        Dice dice(uint32_t(all.size()));
        const TensorType type = Types[c[0]];
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       type,
                       rowsOf(dice),
                       columnsOf(ColumnClasses[c[4]], type, dice),
                       tokensOf(TokenClasses[c[5]], dice),
                       Begins[c[6]],
                       c[7] ? Accumulate::Yes : Accumulate::No});
    }
    // As a training step has them.
    for (const DeviceForm &form : {DeviceForm{}, DeviceForm{Loads[1], Tiles[1], Lanes[3]}})
        all.push_back({form, TensorType::F32, 1012, 160, 301, 0, Accumulate::Yes});
    return all;
}

} // namespace

class TestLinearReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const TestWeights weights = randomWeights(bench, test.type, test.columns, test.rows);
        const float scale = std::sqrt(float(test.columns) / float(test.rows));
        FramedRows ySlopes(bench, test.rows, test.tokens, test.begin, scale);
        FramedRows xSlopes(bench, test.columns, test.tokens, test.begin);
        const std::vector<double> matrix = doubles(weights.values), zeros(test.columns);
        std::vector<double> unused(matrix.size());
        bench.run([&](gpu::Commands &c) {
            ops::linearReverse(c, weights.tensor, ySlopes.view(), xSlopes.view(), test.accumulate);
        });
        for (uint32_t t = 0; t < test.tokens; ++t) {
            std::vector<double> slopes = startOf(test.accumulate == Accumulate::Yes, xSlopes.rowDoubles(t));
            reference::matrixVectorReverse(matrix, zeros, ySlopes.rowDoubles(t), slopes, unused);
            xSlopes.expect(t, slopes);
        }
        COMPARE_VALUES(bench.read(xSlopes.whole()), xSlopes.values(), Bound);
    }

    void sameBitsInAnyCompany()
    {
        for (const DeviceForm &form : {DeviceForm{}, DeviceForm{Loads[1], Tiles[1], Lanes[3]}}) {
            OpBench &bench = m_benches.of(form);
            const TestWeights weights = randomWeights(bench, TensorType::F32, 96, 65);
            const gpu::Tensor ySlopes = bench.activations(bench.random(65 * 64), 65, 64);
            const gpu::Tensor xSlopes = bench.activations(96, 64);
            const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                ops::linearReverse(c, weights.tensor, ySlopes.rowSlice(first, count), xSlopes.rowSlice(first, count),
                                   Accumulate::No);
            };
            QCOMPARE(differenceByCompany(bench, xSlopes, record), std::string());
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor w = randomWeights(bench, TensorType::F32, 64, 32).tensor;
        const gpu::Tensor heads = randomWeights(bench, TensorType::F32, 64, 32, 2).tensor;
        const gpu::Tensor y = bench.activations(32, 2), x = bench.activations(64, 2);
        const auto reverse = [&](const gpu::Tensor &weights, const gpu::Tensor &from, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::linearReverse(c, weights, from, to, Accumulate::No); });
        };
        reverse(w, y, x);
        QVERIFY_EXCEPTION_THROWN(reverse(w, y.columnSlice(0, 31), x), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(w, y, x.columnSlice(0, 63)), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(w, y.rowSlice(0, 1), x), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(heads, y, x), Error);
        QVERIFY_EXCEPTION_THROWN(reverse({}, y, x), Error);
    }
};

QTEST_GUILESS_MAIN(TestLinearReverse)
#include "tst_linear_reverse.moc"
