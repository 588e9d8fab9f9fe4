// Rows that go on in another tensor.
#include "api/error.h"
#include "ops/ops.h"
#include "support/device_forms.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace deepscope;

class TestCarry : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void copiesRows()
    {
        testing::OpBench &bench = m_benches.of();
        const std::vector<float> values = bench.random(5 * 19);
        const gpu::Tensor x = bench.activations(values, 19, 5), y = bench.activations(19, 5);
        bench.run([&](gpu::Commands &commands) { ops::carry(commands, x.rowSlice(1, 3), y.rowSlice(2, 3)); });
        const testing::DeviceValues read = bench.read(y.rowSlice(2, 3));
        QVERIFY(std::equal(read.begin(), read.end(), values.begin() + 19, values.begin() + 4 * 19));
        QVERIFY(std::isnan(bench.read(y)[19]));
    }

    void leavesWhatIsTheSame()
    {
        testing::OpBench &bench = m_benches.of();
        const gpu::Tensor x = bench.activations(bench.random(2 * 8), 8, 2);
        bench.run([&](gpu::Commands &commands) {
            ops::carry(commands, x, x);
            QCOMPARE(commands.recorded().size(), size_t(0));
            ops::carry(commands, x.rowSlice(0, 1), x.rowSlice(1, 1));
            QCOMPARE(commands.recorded().size(), size_t(1));
        });
        const testing::DeviceValues read = bench.read(x);
        QVERIFY(std::equal(read.begin(), read.begin() + 8, read.begin() + 8));
    }

    void refusesOtherShapes()
    {
        testing::OpBench &bench = m_benches.of();
        const gpu::Tensor x = bench.activations(8, 2), narrow = bench.activations(7, 2);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::carry(c, x, narrow); }), Error);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::carry(c, x, x.rowSlice(0, 1)); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestCarry)
#include "tst_carry.moc"
