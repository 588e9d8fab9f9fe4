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

// Sums of at most a few hundred products; see tst_linear. The transposed form adds row after row, 128 roundings of 6e-8
// on partial sums of size 1 at most, as a random walk.
constexpr double Bound = 4e-6;

namespace {

// Rows of several heads with room between and around them, as in the queries' [nope | rope].
struct HeadRows {
    uint32_t heads, columns, gap, begin;
    uint32_t stride() const { return columns + gap; }
    uint32_t width() const { return begin + heads * stride(); }
    ops::Heads in(const gpu::Tensor &all) const { return {all.columnSlice(begin, columns), heads, stride()}; }
};

struct Case {
    DeviceForm form;
    TensorType type;
    bool transposed;
    uint32_t heads, columns, planeRows, firstRow, rows; // of the weights
    uint32_t tokens, gap;

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + (transposed ? " transposed, " : ", ") +
               std::to_string(heads) + " heads of rows " + std::to_string(firstRow) + " + " + std::to_string(rows) +
               " of " + std::to_string(planeRows) + " x " + std::to_string(columns) + ", " + std::to_string(tokens) +
               " tokens, gap " + std::to_string(gap);
    }
};

constexpr std::array Gaps = {0U, 16U, 3U};

std::vector<Case> cases()
{
    const auto types = supportedTypes();
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({types.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(), 2,
                                                ColumnClasses.size(), TokenClasses.size(), Gaps.size()},
                                               testSeed() + 2)) {
        Dice dice(uint32_t(all.size()));
        const TensorType type = types[c[0]];
        const uint32_t columns = std::min(columnsOf(ColumnClasses[c[5]], type, dice), 512U), rows = rowsOf(dice);
        const uint32_t first = dice.between(0, 9);
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       type,
                       c[4] == 1,
                       dice.between(1, 4),
                       columns,
                       first + rows + dice.between(0, 9),
                       first,
                       rows,
                       tokensOf(TokenClasses[c[6]], dice),
                       Gaps[c[7]]});
    }
    return all;
}

} // namespace

class TestLinearPerHead : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const TestWeights weights = randomWeights(bench, test.type, test.columns, test.planeRows, test.heads);
        const HeadRows in{test.heads, test.transposed ? test.rows : test.columns, test.gap, test.gap};
        const HeadRows out{test.heads, test.transposed ? test.columns : test.rows, test.gap, test.gap};
        const std::vector<float> x = bench.random(size_t(in.width()) * test.tokens);
        std::vector<float> expected = bench.random(size_t(out.width()) * test.tokens);
        const gpu::Tensor deviceX = bench.activations(x, in.width(), test.tokens);
        const gpu::Tensor y = bench.activations(expected, out.width(), test.tokens);
        const auto reference = test.transposed ? reference::matrixTransposedVector<> : reference::matrixVector<>;
        for (uint32_t token = 0; token < test.tokens; ++token)
            for (uint32_t head = 0; head < test.heads; ++head)
                reference(
                    weights.plane(head).subspan(size_t(test.firstRow) * test.columns, size_t(test.rows) * test.columns),
                    {x.data() + token * in.width() + test.gap + head * in.stride(), in.columns},
                    {expected.data() + token * out.width() + test.gap + head * out.stride(), out.columns});
        const ops::PlaneRows headWeights{weights.tensor, test.firstRow, test.rows};
        const auto op = test.transposed ? ops::linearPerHeadTransposed : ops::linearPerHead;
        bench.run([&](gpu::Commands &c) { op(c, headWeights, in.in(deviceX), out.in(y), ops::Accumulate::No); });
        COMPARE_VALUES(bench.read(y), expected, Bound);
    }

    void sameBitsInAnyCompany()
    {
        constexpr uint32_t Heads = 3, Rows = 40, Columns = 96;
        for (const DeviceForm &form : {DeviceForm{}, DeviceForm{Loads[1], Tiles[1], Lanes[3]}})
            for (const bool transposed : {false, true}) {
                OpBench &bench = m_benches.of(form);
                const TestWeights weights = randomWeights(bench, TensorType::F16, Columns, Rows, Heads);
                const uint32_t in = transposed ? Rows : Columns, out = transposed ? Columns : Rows;
                const gpu::Tensor x = bench.activations(bench.random(size_t(Heads) * in * 64), Heads * in, 64);
                const gpu::Tensor y = bench.activations(Heads * out, 64);
                const auto op = transposed ? ops::linearPerHeadTransposed : ops::linearPerHead;
                const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                    op(c, {weights.tensor, 0, Rows}, {x.columnSlice(0, in).rowSlice(first, count), Heads, in},
                       {y.columnSlice(0, out).rowSlice(first, count), Heads, out}, ops::Accumulate::No);
                };
                QCOMPARE(differenceByCompany(bench, y, record), std::string());
            }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const TestWeights weights = randomWeights(bench, TensorType::F32, 64, 32, 2);
        const gpu::Tensor x = bench.activations(128, 2), y = bench.activations(64, 2);
        const ops::Heads in{x.columnSlice(0, 64), 2, 64}, out{y.columnSlice(0, 32), 2, 32};
        const auto run = [&](const ops::PlaneRows &w, const ops::Heads &from, const ops::Heads &to) {
            bench.run([&](gpu::Commands &c) { ops::linearPerHead(c, w, from, to); });
        };
        QVERIFY_EXCEPTION_THROWN(run({weights.tensor, 1, 32}, in, out), Error);
        QVERIFY_EXCEPTION_THROWN(run({weights.tensor, 0, 31}, in, out), Error);
        QVERIFY_EXCEPTION_THROWN(run({weights.tensor, 0, 32}, {in.first, 1, 64}, out), Error);
        QVERIFY_EXCEPTION_THROWN(run({weights.tensor, 0, 32}, {x.columnSlice(0, 32), 2, 64}, out), Error);
        const auto transposed = [&] {
            bench.run([&](gpu::Commands &c) { ops::linearPerHeadTransposed(c, {weights.tensor, 0, 32}, in, out); });
        };
        QVERIFY_EXCEPTION_THROWN(transposed(), Error);
    }
};

QTEST_GUILESS_MAIN(TestLinearPerHead)
#include "tst_linear_per_head.moc"
