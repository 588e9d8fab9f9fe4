#include "support/load_form_benches.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/linear.h"
#include "reference/ops.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;
using ops::Accumulate;

// Sums of n products of size 1 / sqrt(n) in F32: partial sums of size about 1 pass through n / 128 + 20 roundings of
// 6e-8 each, which add up as a random walk; 1000 columns stay below 2e-6. The weights themselves are exact.
constexpr double Bound = 4e-6;

namespace {

struct Shape {
    uint32_t rows, columns;
};

std::vector<float> expectedProduct(const TestWeights &weights, const std::vector<float> &x, std::vector<float> y)
{
    const uint32_t columns = weights.tensor.columns, rows = weights.tensor.rows;
    std::vector<float> product(rows);
    for (size_t token = 0; token < x.size() / columns; ++token) {
        reference::matrixVector(weights.values, {x.data() + token * columns, columns}, product);
        for (uint32_t row = 0; row < rows; ++row)
            y[token * rows + row] += product[row];
    }
    return y;
}

} // namespace

class TestLinear : public QObject {
    Q_OBJECT

    LoadFormBenches m_benches;

    void compare(OpBench &bench, TensorType type, const Shape &shape, uint32_t tokens, Accumulate accumulate)
    {
        const TestWeights weights = randomWeights(bench, type, shape.columns, shape.rows);
        const std::vector<float> x = bench.random(size_t(shape.columns) * tokens);
        std::vector<float> before(size_t(shape.rows) * tokens, 0.0F);
        gpu::Tensor y = bench.activations(shape.rows, tokens);
        if (accumulate == Accumulate::Yes) {
            before = bench.random(before.size());
            y = bench.activations(before, shape.rows, tokens);
        }
        const gpu::Tensor deviceX = bench.activations(x, shape.columns, tokens);
        bench.run([&](gpu::Commands &c) { ops::linear(c, weights.tensor, deviceX, y, accumulate); });
        const double error = largestError(bench.read(y), expectedProduct(weights, x, before));
        bench.forget();
        QVERIFY2(
            error < Bound,
            qPrintable(QString("%1 x %2, %3 tokens: %4").arg(shape.rows).arg(shape.columns).arg(tokens).arg(error)));
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

    void matchesReference()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        OpBench &bench = m_benches.of(form);
        for (const uint32_t rows : {1U, 63U, 64U, 65U})
            for (const uint32_t columns : awkwardColumns(type))
                for (const uint32_t tokens : {1U, 2U, 5U, 33U, 65U})
                    compare(bench, type, {rows, columns}, tokens, tokens % 2 ? Accumulate::No : Accumulate::Yes);
    }

    void accumulates_data() { forms_data(); }

    void accumulates()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        for (const uint32_t tokens : {1U, 5U, 33U})
            compare(m_benches.of(form), type, {65, awkwardColumns(type)[1]}, tokens, Accumulate::Yes);
    }

    // Views of columns that begin on 16 bytes or not, of rows, and writes that must not touch their surroundings.
    void worksOnSlices_data() { forms_data(); }

    void worksOnSlices()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        OpBench &bench = m_benches.of(form);
        constexpr uint32_t Wide = 400, Rows = 7, Tokens = 6;
        const uint32_t columns = std::max(96U, typeTraits(type).elements);
        const TestWeights weights = randomWeights(bench, type, columns, Rows);
        for (const uint32_t begin : {4U, 5U, 103U}) {
            const std::vector<float> x = bench.random(Wide * Tokens), before = bench.random(Wide * Tokens);
            const gpu::Tensor deviceX = bench.activations(x, Wide, Tokens), y = bench.activations(before, Wide, Tokens);
            bench.run([&](gpu::Commands &c) {
                ops::linear(c, weights.tensor, deviceX.columnSlice(begin, columns).rowSlice(1, 4),
                            y.columnSlice(begin, Rows).rowSlice(2, 4));
            });
            std::vector<float> expected = before, product(Rows);
            for (uint32_t token = 0; token < 4; ++token)
                reference::matrixVector(weights.values, {x.data() + (token + 1) * Wide + begin, columns},
                                        {expected.data() + (token + 2) * Wide + begin, Rows});
            QVERIFY(largestError(bench.read(y), expected) < Bound);
        }
    }

    // What was said of a token must not depend on what stood beside it, up to rounding.
    void oneTokenAndManyAgree_data() { forms_data(); }

    void oneTokenAndManyAgree()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        OpBench &bench = m_benches.of(form);
        const TestWeights weights = randomWeights(bench, type, 512, 65);
        const gpu::Tensor x = bench.activations(bench.random(512 * 9), 512, 9);
        const gpu::Tensor many = bench.activations(65, 9), single = bench.activations(65, 9);
        bench.run([&](gpu::Commands &c) {
            ops::linear(c, weights.tensor, x, many);
            for (uint32_t token = 0; token < 9; ++token)
                ops::linear(c, weights.tensor, x.rowSlice(token, 1), single.rowSlice(token, 1));
        });
        QVERIFY(largestError(bench.read(many), bench.read(single)) < Bound);
    }

    void repeatsBitForBit()
    {
        OpBench &bench = m_benches.of("texel");
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
        OpBench &bench = m_benches.of("texel");
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
