#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/framed_rows.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

// Sums of n products, one after another, of size 1 where slopes are of size 1 / sqrt(n): 2n roundings of 6e-8, which
// add up as a random walk: below 3e-6 for 700 rows.
constexpr double Bound = 6e-6;

namespace {

struct Case {
    DeviceForm form;
    uint32_t rows, columns, tokens;
    uint32_t begin;               // column at which the views begin
    uint32_t heads, above, below; // rows of each plane before and after those that are meant

    std::string name() const
    {
        return form.name() + ", " + std::to_string(heads) + " of " + std::to_string(above) + " + " +
               std::to_string(rows) + " + " + std::to_string(below) + " x " + std::to_string(columns) + ", " +
               std::to_string(tokens) + " tokens from column " + std::to_string(begin);
    }
};

constexpr std::array Begins = {0U, 4U, 5U};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({Lanes.size(), Loads.size(), MostlyGpuTiles.size(), ColumnClasses.size(),
                                                TokenClasses.size() + 1, Begins.size(), 2},
                                               testSeed() + 4)) {
        Dice dice(uint32_t(all.size()));
        const uint32_t columns = std::min(columnsOf(ColumnClasses[c[3]], TensorType::F32, dice), 300U);
        const uint32_t tokens =
            c[4] < TokenClasses.size() ? tokensOf(TokenClasses[c[4]], dice) : dice.between(300, 700);
        const bool heads = c[6] == 1;
        all.push_back({{Loads[c[1]], MostlyGpuTiles[c[2]], Lanes[c[0]]},
                       rowsOf(dice),
                       columns,
                       tokens,
                       Begins[c[5]],
                       heads ? dice.between(2, 4) : 1,
                       heads ? dice.between(0, 9) : 0,
                       heads ? dice.between(0, 9) : 0});
    }
    return all;
}

} // namespace

class TestWeightSlopes : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    // Heads stand side by side, three columns apart where there are several.
    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const uint32_t gap = test.heads > 1 ? (test.begin % 4 == 0 ? 4 : 3) : 0;
        const uint32_t yStride = test.rows + gap, xStride = test.columns + gap;
        const float scale = 1 / std::sqrt(float(test.tokens));
        FramedRows ySlopes(bench, test.heads * yStride, test.tokens, test.begin, scale);
        FramedRows x(bench, test.heads * xStride, test.tokens, test.begin);
        const uint32_t planeRows = test.above + test.rows + test.below;
        std::vector<float> expected = bench.random(size_t(test.heads) * planeRows * test.columns);
        gpu::Tensor slopes = bench.activations(expected, test.columns, test.heads * planeRows);
        slopes.rows = planeRows;
        slopes.planes = test.heads;
        const std::vector<double> matrix(size_t(test.rows) * test.columns);
        std::vector<double> unused(test.columns);
        for (uint32_t head = 0; head < test.heads; ++head) {
            const auto to =
                std::span(expected).subspan((size_t(head) * planeRows + test.above) * test.columns, matrix.size());
            std::vector<double> sums = doubles(to);
            for (uint32_t t = 0; t < test.tokens; ++t)
                reference::matrixVectorReverse(matrix, doubles(x.row(t).subspan(head * xStride, test.columns)),
                                               doubles(ySlopes.row(t).subspan(head * yStride, test.rows)), unused,
                                               sums);
            std::transform(sums.begin(), sums.end(), to.begin(), [](double sum) { return float(sum); });
        }
        bench.run([&](gpu::Commands &c) {
            if (test.heads == 1)
                ops::weightSlopes(c, ySlopes.view(), x.view(), slopes);
            else
                ops::weightSlopesPerHead(c, {ySlopes.view().columnSlice(0, test.rows), test.heads, yStride},
                                         {x.view().columnSlice(0, test.columns), test.heads, xStride},
                                         {slopes, test.above, test.rows});
        });
        COMPARE_VALUES(bench.read(slopes), expected, Bound);
    }

    // The order of a sum is that of the rows, whatever the tile; only a device's own way to multiply and add differs.
    void sameBitsEveryTime()
    {
        for (const DeviceForm &form : {DeviceForm{}, DeviceForm{Loads[1], Tiles[1], Lanes[3]}}) {
            OpBench &bench = m_benches.of(form);
            const gpu::Tensor ySlopes = bench.activations(bench.random(65 * 333), 65, 333);
            const gpu::Tensor x = bench.activations(bench.random(100 * 333), 100, 333);
            const std::vector<float> zeros(65 * 100);
            const gpu::Tensor first = bench.activations(zeros, 100, 65), second = bench.activations(zeros, 100, 65);
            bench.run([&](gpu::Commands &c) { ops::weightSlopes(c, ySlopes, x, first); });
            bench.run([&](gpu::Commands &c) { ops::weightSlopes(c, ySlopes, x, second); });
            QVERIFY(sameBits(bench.read(first), bench.read(second)));
            // A part of the matrix has the same slopes as the whole.
            const gpu::Tensor part = bench.activations(std::vector<float>(9 * 100), 100, 9);
            bench.run([&](gpu::Commands &c) { ops::weightSlopes(c, ySlopes.columnSlice(0, 9), x, part); });
            const std::vector<float> all = bench.read(first);
            QVERIFY(sameBits(bench.read(part), {all.begin(), all.begin() + 900}));
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor y = bench.activations(32, 2), x = bench.activations(64, 2), w = bench.activations(64, 32);
        const auto slopes = [&](const gpu::Tensor &from, const gpu::Tensor &in, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::weightSlopes(c, from, in, to); });
        };
        slopes(y, x, w);
        QVERIFY_EXCEPTION_THROWN(slopes(y.columnSlice(0, 31), x, w), Error);
        QVERIFY_EXCEPTION_THROWN(slopes(y, x.columnSlice(0, 63), w), Error);
        QVERIFY_EXCEPTION_THROWN(slopes(y.rowSlice(0, 1), x, w), Error);
        QVERIFY_EXCEPTION_THROWN(slopes(y, x, w.columnSlice(0, 48)), Error);
        QVERIFY_EXCEPTION_THROWN(slopes(y, x, {}), Error);
        gpu::Tensor half = w;
        half.type = TensorType::F16;
        QVERIFY_EXCEPTION_THROWN(slopes(y, x, half), Error);
        const auto perHead = [&](uint32_t heads, const ops::PlaneRows &to) {
            bench.run([&](gpu::Commands &c) { ops::weightSlopesPerHead(c, {y, heads, 32}, {x, heads, 64}, to); });
        };
        QVERIFY_EXCEPTION_THROWN(perHead(2, w), Error);
        QVERIFY_EXCEPTION_THROWN(perHead(1, {w, 1, 32}), Error);
    }
};

QTEST_GUILESS_MAIN(TestWeightSlopes)
#include "tst_weight_slopes.moc"
