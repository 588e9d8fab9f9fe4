#include "support/load_form_benches.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/linear_per_head.h"
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

struct Shape {
    uint32_t columns, planeRows, firstRow, rows;
};

} // namespace

class TestLinearPerHead : public QObject {
    Q_OBJECT

    LoadFormBenches m_benches;

    void compare(OpBench &bench, TensorType type, const Shape &shape, uint32_t tokens, uint32_t gap, bool transposed)
    {
        constexpr uint32_t HeadCount = 3;
        const TestWeights weights = randomWeights(bench, type, shape.columns, shape.planeRows, HeadCount);
        const HeadRows in{HeadCount, transposed ? shape.rows : shape.columns, gap, gap};
        const HeadRows out{HeadCount, transposed ? shape.columns : shape.rows, gap, gap};
        const std::vector<float> x = bench.random(size_t(in.width()) * tokens);
        std::vector<float> expected = bench.random(size_t(out.width()) * tokens);
        const gpu::Tensor deviceX = bench.activations(x, in.width(), tokens);
        const gpu::Tensor y = bench.activations(expected, out.width(), tokens);
        for (uint32_t token = 0; token < tokens; ++token)
            for (uint32_t head = 0; head < HeadCount; ++head) {
                const auto matrix = weights.plane(head).subspan(size_t(shape.firstRow) * shape.columns,
                                                                size_t(shape.rows) * shape.columns);
                const reference::Values from{x.data() + token * in.width() + gap + head * in.stride(), in.columns};
                const reference::Output to{expected.data() + token * out.width() + gap + head * out.stride(),
                                           out.columns};
                (transposed ? reference::matrixTransposedVector : reference::matrixVector)(matrix, from, to);
            }
        const ops::PlaneRows headWeights{weights.tensor, shape.firstRow, shape.rows};
        bench.run([&](gpu::Commands &c) {
            (transposed ? ops::linearPerHeadTransposed : ops::linearPerHead)(c, headWeights, in.in(deviceX), out.in(y));
        });
        const double error = largestError(bench.read(y), expected);
        bench.forget();
        QVERIFY2(error < Bound, qPrintable(QString("columns %1, rows %2 + %3 of %4, %5 tokens, gap %6: %7")
                                               .arg(shape.columns)
                                               .arg(shape.firstRow)
                                               .arg(shape.rows)
                                               .arg(shape.planeRows)
                                               .arg(tokens)
                                               .arg(gap)
                                               .arg(error)));
    }

    static std::vector<Shape> shapesFor(TensorType type)
    {
        if (typeTraits(type).elements == 256)
            return {{256, 65, 0, 65}, {512, 24, 5, 7}};
        std::vector<Shape> shapes = {
            {32, 1, 0, 1}, {64, 48, 16, 32}, {96, 63, 0, 63}, {128, 65, 0, 65}, {160, 24, 5, 7}};
        if (typeTraits(type).elements == 1)
            shapes.insert(shapes.end(), {{1, 3, 1, 2}, {65, 20, 3, 9}});
        return shapes;
    }

    void compareAll(bool transposed)
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        for (const Shape &shape : shapesFor(type))
            for (const uint32_t tokens : {1U, 2U, 33U, 65U})
                for (const uint32_t gap : {0U, 16U, 3U})
                    compare(m_benches.of(form), type, shape, tokens, gap, transposed);
    }

private slots:
    void forms_data()
    {
        QTest::addColumn<std::string>("form");
        QTest::addColumn<TensorType>("type");
        for (const char *form : LoadForms)
            for (const TensorType type : supportedTypes())
                QTest::addRow("%s %s", form, std::string(typeTraits(type).name).c_str()) << std::string(form) << type;
    }

    void matchesReference_data() { forms_data(); }
    void matchesReference() { compareAll(false); }

    void transposedMatchesReference_data() { forms_data(); }
    void transposedMatchesReference() { compareAll(true); }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of("texel");
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
