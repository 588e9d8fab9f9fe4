#include "support/company.h"
#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/ops.h"

#include <QTest>

using namespace deepscope;

// Sums of up to a few thousand squares in F32 lose at most about 1e-6 of their size; the square root halves that.
constexpr double Bound = 2e-6;

class TestRmsNorm : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void matchesReference_data()
    {
        QTest::addColumn<uint32_t>("columns");
        QTest::addColumn<uint32_t>("rows");
        for (const uint32_t columns : {1u, 63u, 64u, 65u, 1000u})
            for (const uint32_t rows : {1u, 3u, 65u})
                QTest::addRow("%u x %u", rows, columns) << columns << rows;
    }

    void matchesReference()
    {
        QFETCH(uint32_t, columns);
        QFETCH(uint32_t, rows);
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> x = bench.random(size_t(columns) * rows), weight = bench.random(columns);
        std::vector<float> expected(x.size());
        for (uint32_t row = 0; row < rows; ++row)
            reference::rmsNorm({x.data() + row * columns, columns}, weight, 1e-5F,
                               {expected.data() + row * columns, columns});

        const gpu::Tensor deviceX = bench.activations(x, columns, rows), y = bench.activations(columns, rows);
        const gpu::Tensor deviceWeight = bench.activations(weight, columns);
        bench.run([&](gpu::Commands &commands) { ops::rmsNorm(commands, deviceX, deviceWeight, 1e-5F, y); });
        COMPARE_VALUES(bench.read(y), expected, Bound);
    }

    void normsEachHead()
    {
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Tokens = 5, Heads = 3, Columns = 33, Stride = 35; // values between the heads stay
        const std::vector<float> x = bench.random(size_t(Tokens) * Heads * Stride), weight = bench.random(Columns);
        std::vector<float> expected = x;
        for (uint32_t i = 0; i < Tokens * Heads; ++i)
            reference::rmsNorm({x.data() + i * Stride, Columns}, weight, 1e-5F,
                               {expected.data() + i * Stride, Columns});
        const gpu::Tensor rows = bench.activations(x, Heads * Stride, Tokens);
        const gpu::Tensor deviceWeight = bench.activations(weight, Columns);
        const ops::Heads heads{rows.columnSlice(0, Columns), Heads, Stride};
        bench.run([&](gpu::Commands &c) { ops::rmsNormPerHead(c, heads, deviceWeight, 1e-5F, heads); });
        COMPARE_VALUES(bench.read(rows), expected, Bound);
    }

    void sameBitsInAnyCompany()
    {
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t columns : {160u, 163u}) {
            const gpu::Tensor x = bench.activations(bench.random(size_t(columns) * 64), columns, 64);
            const gpu::Tensor weight = bench.activations(bench.random(columns), columns);
            const gpu::Tensor y = bench.activations(columns, 64);
            const auto record = [&](gpu::Commands &c, uint32_t first, uint32_t count) {
                ops::rmsNorm(c, x.rowSlice(first, count), weight, 1e-5F, y.rowSlice(first, count));
            };
            QCOMPARE(testing::differenceByCompany(bench, y, record), std::string());
        }
    }

    void refusesWrongShapes()
    {
        testing::OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(64), weight = bench.activations(63);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::rmsNorm(c, x, weight, 1e-5F, x); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestRmsNorm)
#include "tst_rms_norm.moc"
