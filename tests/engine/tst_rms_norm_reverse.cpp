#include "support/device_forms.h"
#include "support/framed_rows.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;
using ops::Accumulate;

// Means over the columns are off by 1e-6 of their size, as in tst_rms_norm, and stand in products of three numbers of
// size 1 to 4. Slopes of the weight are sums over rows of size 1, where those of y are of size 1 / sqrt(rows).
constexpr double Bound = 1e-5;

class TestRmsNormReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

    static gpu::Tensor scratchOf(OpBench &bench, uint32_t rows, uint32_t columns)
    {
        gpu::Arena counting;
        const gpu::Tensor shape = ops::placeNormScratch(counting, rows, columns);
        return bench.activations(shape.columns, shape.rows);
    }

    void compare(uint32_t rows, uint32_t columns, uint32_t begin, Accumulate accumulate)
    {
        OpBench &bench = m_benches.of(currentForm());
        constexpr float Epsilon = 1e-5F;
        FramedRows x(bench, columns, rows, begin), xSlopes(bench, columns, rows, begin);
        FramedRows ySlopes(bench, columns, rows, begin, 1 / std::sqrt(float(rows)));
        FramedRows weight(bench, columns, 1, begin), weightSlopes(bench, columns, 1, begin);
        const gpu::Tensor scratch = scratchOf(bench, rows, columns);
        bench.run([&](gpu::Commands &c) {
            ops::rmsNormReverse(c, x.view(), weight.view(), Epsilon, ySlopes.view(), xSlopes.view(), accumulate,
                                weightSlopes.view(), scratch);
        });
        std::vector<double> sums = weightSlopes.rowDoubles(0);
        for (uint32_t t = 0; t < rows; ++t) {
            std::vector<double> slopes = startOf(accumulate == Accumulate::Yes, xSlopes.rowDoubles(t));
            reference::rmsNormReverse(x.rowDoubles(t), weight.rowDoubles(0), Epsilon, ySlopes.rowDoubles(t), slopes,
                                      sums);
            xSlopes.expect(t, slopes);
        }
        weightSlopes.expect(0, sums);
        COMPARE_VALUES(bench.read(xSlopes.whole()), xSlopes.values(), Bound);
        COMPARE_VALUES(bench.read(weightSlopes.whole()), weightSlopes.values(), Bound);
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    // Of one part of the rows, exactly one, and several.
    void matchesReference_data()
    {
        QTest::addColumn<uint32_t>("columns");
        QTest::addColumn<uint32_t>("rows");
        for (const uint32_t columns : {1U, 63U, 160U, 1001U})
            for (const uint32_t rows : {1U, 64U, 65U, 300U})
                QTest::addRow("%u x %u", rows, columns) << columns << rows;
    }

    void matchesReference()
    {
        QFETCH(uint32_t, columns);
        QFETCH(uint32_t, rows);
        compare(rows, columns, 0, Accumulate::No);
        compare(rows, columns, 5, Accumulate::Yes);
    }

    void sameBitsEveryTime()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor x = bench.activations(bench.random(160 * 200), 160, 200);
        const gpu::Tensor ySlopes = bench.activations(bench.random(160 * 200), 160, 200);
        const gpu::Tensor weight = bench.activations(bench.random(160), 160), scratch = scratchOf(bench, 200, 160);
        std::vector<std::vector<float>> read;
        for (int i = 0; i < 2; ++i) {
            const gpu::Tensor xSlopes = bench.activations(160, 200);
            const gpu::Tensor weightSlopes = bench.activations(std::vector<float>(160), 160);
            bench.run([&](gpu::Commands &c) {
                ops::rmsNormReverse(c, x, weight, 1e-5F, ySlopes, xSlopes, Accumulate::No, weightSlopes, scratch);
            });
            read.push_back(bench.read(xSlopes));
            read.push_back(bench.read(weightSlopes));
        }
        QVERIFY(sameBits(read[0], read[2]) && sameBits(read[1], read[3]));
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor x = bench.activations(64, 65), row = bench.activations(64), less = bench.activations(63);
        const auto reverse = [&](const gpu::Tensor &weight, const gpu::Tensor &ySlopes, const gpu::Tensor &xSlopes,
                                 const gpu::Tensor &weightSlopes, const gpu::Tensor &scratch) {
            bench.run([&](gpu::Commands &c) {
                ops::rmsNormReverse(c, x, weight, 1e-5F, ySlopes, xSlopes, Accumulate::No, weightSlopes, scratch);
            });
        };
        const gpu::Tensor y = bench.activations(64, 65), to = bench.activations(64, 65);
        const gpu::Tensor scratch = scratchOf(bench, 65, 64);
        reverse(row, y, to, row, scratch);
        QVERIFY_EXCEPTION_THROWN(reverse(less, y, to, row, scratch), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(row, y.rowSlice(0, 64), to, row, scratch), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(row, y, to.columnSlice(0, 63), row, scratch), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(row, y, to, less, scratch), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(row, y, to, row, scratchOf(bench, 64, 64)), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(row, y, to, row, scratchOf(bench, 65, 65)), Error);
    }
};

QTEST_GUILESS_MAIN(TestRmsNormReverse)
#include "tst_rms_norm_reverse.moc"
