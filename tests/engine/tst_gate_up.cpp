#include "support/load_form_benches.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/gate_up.h"
#include "reference/ops.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

// Two sums as in tst_linear (2e-6 each at 1000 columns), and an exponential that Vulkan lets be off by 3 + 2|x| units
// in the last place.
constexpr double Bound = 8e-6;

class TestGateUp : public QObject {
    Q_OBJECT

    LoadFormBenches m_benches;

    void compare(OpBench &bench, TensorType type, uint32_t rows, uint32_t columns, uint32_t tokens, uint32_t begin)
    {
        const TestWeights gate = randomWeights(bench, type, columns, rows),
                          up = randomWeights(bench, type, columns, rows);
        const uint32_t wideIn = columns + begin, wideOut = rows + begin;
        const std::vector<float> x = bench.random(size_t(wideIn) * tokens);
        std::vector<float> expected = bench.random(size_t(wideOut) * tokens), gated(rows), raised(rows);
        const gpu::Tensor deviceX = bench.activations(x, wideIn, tokens);
        const gpu::Tensor y = bench.activations(expected, wideOut, tokens);
        for (uint32_t token = 0; token < tokens; ++token) {
            const reference::Values from{x.data() + token * wideIn + begin, columns};
            reference::matrixVector(gate.values, from, gated);
            reference::matrixVector(up.values, from, raised);
            reference::siluMultiply(gated, raised, {expected.data() + token * wideOut + begin, rows});
        }
        bench.run([&](gpu::Commands &c) {
            ops::gateUp(c, gate.tensor, up.tensor, deviceX.columnSlice(begin, columns), y.columnSlice(begin, rows));
        });
        const double error = largestError(bench.read(y), expected);
        QVERIFY2(error < Bound,
                 qPrintable(QString("%1 x %2, %3 tokens: %4").arg(rows).arg(columns).arg(tokens).arg(error)));
    }

private slots:
    void matchesReference_data()
    {
        QTest::addColumn<std::string>("form");
        QTest::addColumn<TensorType>("type");
        for (const char *form : LoadForms)
            for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0})
                QTest::addRow("%s %s", form, std::string(typeTraits(type).name).c_str()) << std::string(form) << type;
    }

    void matchesReference()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        OpBench &bench = m_benches.of(form);
        const bool blocks = type == TensorType::Q8_0;
        for (const uint32_t rows : {1U, 63U, 64U, 65U})
            for (const uint32_t columns : blocks ? std::vector{64U, 992U} : std::vector{63U, 64U, 1000U})
                for (const uint32_t tokens : {1U, 2U, 5U, 33U, 65U})
                    compare(bench, type, rows, columns, tokens, 0);
        for (const uint32_t begin : {4U, 5U})
            for (const uint32_t tokens : {1U, 5U})
                compare(bench, type, 65, 96, tokens, begin);
    }

    // Gates far from 0 must saturate, not overflow.
    void survivesLargeGates()
    {
        OpBench &bench = m_benches.of("texel");
        std::vector<float> gateValues(32 * 2, 0.0F), upValues(32 * 2, 0.0F);
        gateValues[0] = 200;
        gateValues[32] = -200;
        upValues[0] = upValues[32] = 1;
        const gpu::Tensor gate = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, gateValues, 32), 32, 2);
        const gpu::Tensor up = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, upValues, 32), 32, 2);
        const gpu::Tensor x = bench.activations(std::vector<float>(32, 1.0F), 32), y = bench.activations(2);
        bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, x, y); });
        QVERIFY(largestError(bench.read(y), {200, 0}) < Bound);
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of("texel");
        const gpu::Tensor a = randomWeights(bench, TensorType::F32, 64, 32).tensor;
        const gpu::Tensor half = randomWeights(bench, TensorType::F16, 64, 32).tensor;
        const gpu::Tensor lower = randomWeights(bench, TensorType::F32, 64, 31).tensor;
        const gpu::Tensor x = bench.activations(64, 2), y = bench.activations(32, 2);
        const auto run = [&](const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &in) {
            bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, in, y); });
        };
        QVERIFY_EXCEPTION_THROWN(run(a, half, x), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, lower, x), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.columnSlice(0, 32)), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.rowSlice(0, 1)), Error);
    }
};

QTEST_GUILESS_MAIN(TestGateUp)
#include "tst_gate_up.moc"
