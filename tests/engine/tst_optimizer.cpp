#include "support/device_forms.h"
#include "support/framed_rows.h"

#include "api/error.h"
#include "ops/optimizer.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

// A sum of squares over many threads, each of at most a few thousand: off by 1e-6 of itself, its root by half of that.
constexpr double NormBound = 1e-6;
// A step moves a value by its rate, 0.01 here, off by a few roundings of the moments, which are compared themselves.
constexpr double StepBound = 1e-6;

class TestOptimizer : public QObject {
    Q_OBJECT

    Benches m_benches;

    static gpu::Tensor scratchOf(OpBench &bench, uint32_t columns)
    {
        gpu::Arena counting;
        return bench.activations(ops::placeSumScratch(counting, columns).columns);
    }

    static float normOf(OpBench &bench, const gpu::Tensor &slopes)
    {
        const gpu::Tensor norm = bench.activations(1), scratch = scratchOf(bench, slopes.columns);
        bench.run([&](gpu::Commands &c) { ops::euclideanNorm(c, slopes, scratch, norm); });
        return bench.read(norm).front();
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    // Less than a part, one, and many; not all of whole fours.
    void addsSquaresOfAnyLength()
    {
        for (const uint32_t columns : {1U, 63U, 8192U, 8193U, 100'003U, 3'000'001U}) {
            OpBench &bench = m_benches.of(currentForm());
            const std::vector<float> values = bench.random(columns, 1e-3F);
            const std::vector<double> exact = doubles(values);
            const double norm = std::sqrt(std::inner_product(exact.begin(), exact.end(), exact.begin(), 0.0));
            const gpu::Tensor slopes = bench.activations(values, columns);
            const float found = normOf(bench, slopes);
            QVERIFY2(std::abs(found / norm - 1) < NormBound, qPrintable(QString::number(found / norm - 1)));
            QCOMPARE(normOf(bench, slopes), found);
        }
    }

    // Steps one after another, with slopes as they are and made shorter, with and without decay.
    void stepsAsTheReference()
    {
        for (const uint32_t columns : {1U, 63U, 20'003U})
            for (const float mostNorm : {0.0F, 0.5F, 1e9F}) {
                OpBench &bench = m_benches.of(currentForm());
                const reference::AdamRule rule{0.01, mostNorm > 0 ? 0.1 : 0, 0.9, 0.95, 1e-8, double(mostNorm)};
                const std::vector<float> start = bench.random(columns), zeros(columns);
                const gpu::Tensor values = bench.activations(start, columns), slopes = bench.activations(columns);
                const gpu::Tensor first = bench.activations(zeros, columns), second = bench.activations(zeros, columns);
                const gpu::Tensor norm = bench.activations(1), scratch = scratchOf(bench, columns);
                std::vector<double> exact = doubles(start), one(columns), two(columns);
                for (uint32_t step = 1; step <= 3; ++step) {
                    const std::vector<float> given = bench.random(columns, 0.1F);
                    const gpu::Tensor source = bench.activations(given, columns);
                    const gpu::Tensor numbers = bench.activations(
                        {float(rule.rate), float(rule.decay), 0.9F, 0.95F, float(1 / (1 - std::pow(0.9, step))),
                         float(1 / (1 - std::pow(0.95, step))), 1e-8F, mostNorm},
                        8);
                    bench.run([&](gpu::Commands &c) {
                        c.copy(*source.buffer, source.offset, *slopes.buffer, slopes.offset, uint64_t(columns) * 4);
                        ops::euclideanNorm(c, slopes, scratch, norm);
                        ops::adamStep(c, values, slopes, first, second, numbers, norm);
                    });
                    const std::vector<double> of = doubles(given);
                    const double length = std::sqrt(std::inner_product(of.begin(), of.end(), of.begin(), 0.0));
                    reference::adamStep(exact, of, one, two, rule, step, length);
                    COMPARE_VALUES(bench.read(values), std::vector<float>(exact.begin(), exact.end()), StepBound);
                    COMPARE_VALUES(bench.read(first), std::vector<float>(one.begin(), one.end()), StepBound);
                    COMPARE_VALUES(bench.read(second), std::vector<float>(two.begin(), two.end()), StepBound);
                    COMPARE_VALUES(bench.read(slopes), zeros, 0);
                }
            }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor a = bench.activations(64), less = bench.activations(63), two = bench.activations(64, 2);
        const gpu::Tensor numbers = bench.activations(8), norm = bench.activations(1);
        const auto step = [&](const gpu::Tensor &values, const gpu::Tensor &slopes, const gpu::Tensor &given) {
            bench.run([&](gpu::Commands &c) { ops::adamStep(c, values, slopes, a, a, given, norm); });
        };
        QVERIFY_EXCEPTION_THROWN(step(a, less, numbers), Error);
        QVERIFY_EXCEPTION_THROWN(step(two, two, numbers), Error);
        QVERIFY_EXCEPTION_THROWN(step(a, a, a), Error);
        const auto measure = [&](const gpu::Tensor &slopes, const gpu::Tensor &scratch, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::euclideanNorm(c, slopes, scratch, to); });
        };
        QVERIFY_EXCEPTION_THROWN(measure(two, scratchOf(bench, 64), norm), Error);
        QVERIFY_EXCEPTION_THROWN(measure(bench.activations(8193), scratchOf(bench, 64), norm), Error);
        QVERIFY_EXCEPTION_THROWN(measure(a, scratchOf(bench, 64), {}), Error);
        QVERIFY_EXCEPTION_THROWN(measure(a.columnSlice(1, 63), scratchOf(bench, 63), norm), Error);
    }
};

QTEST_GUILESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"
