// How far the outputs of chosen experts reach: the norm and the largest magnitude of each.
#include "ops/altered_route.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"

#include <cmath>

using namespace deepscope;
using testing::OpBench;

class TestSlotExtents : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void measuresExtents()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t columns : {1U, 16U, 67U, 320U}) {
            const std::vector<float> values = bench.random(size_t(15) * columns, 3);
            const gpu::Tensor products = bench.activations(values, columns, 15), extents = bench.activations(6, 5);
            bench.run([&](gpu::Commands &commands) { ops::slotExtents(commands, products, 3, extents); });
            const std::vector<float> found = bench.read(extents);
            for (uint32_t slot = 0; slot < 15; ++slot) {
                double sum = 0, largest = 0;
                for (uint32_t column = 0; column < columns; ++column) {
                    const double value = values[slot * columns + column];
                    sum += value * value;
                    largest = std::max(largest, std::abs(value));
                }
                QVERIFY(std::abs(found[2 * slot] / std::sqrt(sum) - 1) < 1e-5);
                QCOMPARE(double(found[2 * slot + 1]), largest);
            }
        }
    }
};
QTEST_GUILESS_MAIN(TestSlotExtents)
#include "tst_slot_extents.moc"
