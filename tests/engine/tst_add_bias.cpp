#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"

using namespace deepscope;

class TestAddBias : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    // One F32 addition, which is exact on both sides.
    void addsToEveryRow()
    {
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t columns : {1U, 63U, 64U, 65U, 1000U})
            for (const uint32_t rows : {1U, 3U, 65U}) {
                const std::vector<float> bias = bench.random(columns), y = bench.random(size_t(columns + 2) * rows);
                const gpu::Tensor deviceBias = bench.activations(bias, columns);
                const gpu::Tensor deviceY = bench.activations(y, columns + 2, rows); // the outer columns stay
                bench.run([&](gpu::Commands &c) { ops::addBias(c, deviceBias, deviceY.columnSlice(1, columns)); });
                std::vector<float> expected = y;
                for (uint32_t row = 0; row < rows; ++row)
                    for (uint32_t c = 0; c < columns; ++c)
                        expected[size_t(row) * (columns + 2) + 1 + c] += bias[c];
                COMPARE_VALUES(bench.read(deviceY), expected, 0);
            }
    }

    void refusesWrongShapes()
    {
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor bias = bench.activations(63), y = bench.activations(64);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::addBias(c, bias, y); }), Error);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::addBias(c, {}, y); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestAddBias)
#include "tst_add_bias.moc"
