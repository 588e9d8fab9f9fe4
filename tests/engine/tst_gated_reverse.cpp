#include "support/device_forms.h"
#include "support/framed_rows.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

// A sigmoid within 2e-7 or so of itself, in products of four numbers of size 1 to 5.
constexpr double Bound = 4e-6;

class TestGatedReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

    void compare(uint32_t rows, uint32_t columns, uint32_t begin, bool inPlace)
    {
        OpBench &bench = m_benches.of(currentForm());
        FramedRows gate(bench, columns, rows, begin, 3), up(bench, columns, rows, begin);
        FramedRows hidden(bench, columns, rows, begin);
        FramedRows apartGate(bench, columns, rows, begin), apartUp(bench, columns, rows, begin);
        FramedRows &gateSlopes = inPlace ? gate : apartGate, &upSlopes = inPlace ? up : apartUp;
        bench.run([&](gpu::Commands &c) {
            ops::gatedReverse(c, gate.view(), up.view(), hidden.view(), gateSlopes.view(), upSlopes.view());
        });
        for (uint32_t t = 0; t < rows; ++t) {
            std::vector<double> ofGate(columns), ofUp(columns);
            reference::siluMultiplyReverse(gate.rowDoubles(t), up.rowDoubles(t), hidden.rowDoubles(t), ofGate, ofUp);
            gateSlopes.expect(t, ofGate);
            upSlopes.expect(t, ofUp);
        }
        COMPARE_VALUES(bench.read(gateSlopes.whole()), gateSlopes.values(), Bound);
        COMPARE_VALUES(bench.read(upSlopes.whole()), upSlopes.values(), Bound);
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void matchesReference()
    {
        for (const uint32_t columns : {1U, 63U, 384U, 1001U})
            for (const uint32_t rows : {1U, 65U}) {
                compare(rows, columns, 0, false);
                compare(rows, columns, 5, true);
            }
    }

    // Gates far from 0 must saturate, not overflow.
    void survivesLargeGates()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor gate = bench.activations({200, -200, 80, -80}, 4);
        const gpu::Tensor ones = bench.activations(std::vector<float>(4, 1), 4);
        const gpu::Tensor gateSlopes = bench.activations(4), upSlopes = bench.activations(4);
        bench.run([&](gpu::Commands &c) { ops::gatedReverse(c, gate, ones, ones, gateSlopes, upSlopes); });
        COMPARE_VALUES(bench.read(gateSlopes), (std::vector<float>{1, 0, 1, 0}), Bound);
        COMPARE_VALUES(bench.read(upSlopes), (std::vector<float>{200, 0, 80, 0}), Bound);
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor a = bench.activations(64, 2), less = bench.activations(63, 2);
        const auto reverse = [&](const gpu::Tensor &up, const gpu::Tensor &hidden, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::gatedReverse(c, a, up, hidden, to, a); });
        };
        QVERIFY_EXCEPTION_THROWN(reverse(less, a, a), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(a, a.rowSlice(0, 1), a), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(a, a, less), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(a, a, {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestGatedReverse)
#include "tst_gated_reverse.moc"
