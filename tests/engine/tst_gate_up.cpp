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

namespace {

struct Types {
    TensorType gate, up;
};

} // namespace

class TestGateUp : public QObject {
    Q_OBJECT

    LoadFormBenches m_benches;

    void compare(OpBench &bench, const Types &types, uint32_t rows, uint32_t columns, uint32_t tokens, uint32_t begin)
    {
        const TestWeights gate = randomWeights(bench, types.gate, columns, rows),
                          up = randomWeights(bench, types.up, columns, rows);
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
        bench.forget();
        QVERIFY2(error < Bound,
                 qPrintable(QString("%1 x %2, %3 tokens: %4").arg(rows).arg(columns).arg(tokens).arg(error)));
    }

private slots:
    void matchesReference_data()
    {
        QTest::addColumn<std::string>("form");
        QTest::addColumn<TensorType>("type");
        for (const char *form : LoadForms)
            for (const TensorType type : supportedTypes())
                QTest::addRow("%s %s", form, std::string(typeTraits(type).name).c_str()) << std::string(form) << type;
    }

    void matchesReference()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        OpBench &bench = m_benches.of(form);
        for (const uint32_t rows : {1U, 63U, 64U, 65U})
            for (const uint32_t columns : awkwardColumns(type))
                for (const uint32_t tokens : {1U, 2U, 5U, 33U, 65U})
                    compare(bench, {type, type}, rows, columns, tokens, 0);
        for (const uint32_t begin : {4U, 5U})
            for (const uint32_t tokens : {1U, 5U})
                compare(bench, {type, type}, 65, std::max(96U, typeTraits(type).elements), tokens, begin);
    }

    // A file may hold gate and up in different types.
    void mixesTypes()
    {
        for (const char *form : LoadForms)
            for (const Types &types :
                 {Types{TensorType::Q4_K, TensorType::Q6_K}, Types{TensorType::IQ4_NL, TensorType::F16},
                  Types{TensorType::F32, TensorType::Q2_K}})
                for (const uint32_t tokens : {1U, 5U})
                    compare(m_benches.of(form), types, 65, 256, tokens, 0);
    }

    // Gates far from 0 must saturate, not overflow.
    void survivesLargeGates()
    {
        OpBench &bench = m_benches.of("texel");
        std::vector<float> gateValues(32 * 2, 0.0F), upValues(32 * 2, 0.0F);
        gateValues[0] = 200;
        gateValues[32] = -200;
        upValues[0] = upValues[32] = 1;
        const gpu::Tensor gate = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, gateValues), 32, 2);
        const gpu::Tensor up = bench.weights(TensorType::F32, encodeWeights(TensorType::F32, upValues), 32, 2);
        const gpu::Tensor x = bench.activations(std::vector<float>(32, 1.0F), 32), y = bench.activations(2);
        bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, x, y); });
        QVERIFY(largestError(bench.read(y), {200, 0}) < Bound);
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of("texel");
        const gpu::Tensor a = randomWeights(bench, TensorType::F32, 64, 32).tensor;
        const gpu::Tensor lower = randomWeights(bench, TensorType::F32, 64, 31).tensor;
        const gpu::Tensor x = bench.activations(64, 2), y = bench.activations(32, 2);
        const auto run = [&](const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &in) {
            bench.run([&](gpu::Commands &c) { ops::gateUp(c, gate, up, in, y); });
        };
        QVERIFY_EXCEPTION_THROWN(run(a, lower, x), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.columnSlice(0, 32)), Error);
        QVERIFY_EXCEPTION_THROWN(run(a, a, x.rowSlice(0, 1)), Error);
    }
};

QTEST_GUILESS_MAIN(TestGateUp)
#include "tst_gate_up.moc"
