#include "support/device_forms.h"
#include "support/framed_rows.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

// Exponentials within 2e-7 of themselves and their sums within 1e-6; a logit of size 30 is rounded by 2e-6. The
// comparison allows for the size of what is compared.
constexpr double Bound = 4e-6;

class TestTokenLoss : public QObject {
    Q_OBJECT

    Benches m_benches;

    void compare(uint32_t rows, uint32_t vocabulary, uint32_t begin, bool inPlace)
    {
        OpBench &bench = m_benches.of(currentForm());
        FramedRows logits(bench, vocabulary, rows, begin, 4), apart(bench, vocabulary, rows, begin);
        FramedRows &slopes = inPlace ? logits : apart;
        std::vector<float> weights = bench.random(rows), logProbabilities, entropies;
        std::vector<uint32_t> targets;
        for (uint32_t t = 0; t < rows; ++t)
            targets.push_back(t == 0 ? vocabulary - 1 : t * 7919 % vocabulary);
        weights[rows / 2] = 0;
        const gpu::Tensor ids = bench.integers(targets), factors = bench.activations(weights, rows);
        const gpu::Tensor probabilities = bench.activations(rows), spread = bench.activations(rows);
        bench.run([&](gpu::Commands &c) {
            ops::tokenLoss(c, logits.view(), ids, factors, slopes.view(), probabilities, spread);
        });
        for (uint32_t t = 0; t < rows; ++t) {
            std::vector<double> expected(vocabulary);
            const auto [logProbability, entropy] =
                reference::tokenLoss(logits.rowDoubles(t), targets[t], weights[t], expected);
            slopes.expect(t, expected);
            logProbabilities.push_back(float(logProbability));
            entropies.push_back(float(entropy));
        }
        COMPARE_VALUES(bench.read(slopes.whole()), slopes.values(), Bound);
        COMPARE_VALUES(bench.read(probabilities), logProbabilities, Bound);
        COMPARE_VALUES(bench.read(spread), entropies, Bound);
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void matchesReference()
    {
        for (const uint32_t vocabulary : {1U, 5U, 67U, 1012U, 8193U})
            for (const uint32_t rows : {1U, 65U}) {
                if (vocabulary > 5000 && rows > 1)
                    continue;
                compare(rows, vocabulary, 0, false);
                compare(rows, vocabulary, 5, true);
            }
    }

    // One logit so far above the others that they count for nothing, and a row of equal ones.
    void knowsTheExtremes()
    {
        OpBench &bench = m_benches.of(currentForm());
        std::vector<float> values(2 * 100, 3.0F);
        values[7] = 500;
        const gpu::Tensor logits = bench.activations(values, 100, 2), slopes = bench.activations(100, 2);
        const gpu::Tensor weights = bench.activations({2, 0}, 2), ids = bench.integers({8, 0});
        const gpu::Tensor probabilities = bench.activations(2), entropies = bench.activations(2);
        bench.run([&](gpu::Commands &c) { ops::tokenLoss(c, logits, ids, weights, slopes, probabilities, entropies); });
        const float evenly = std::log(100.0F);
        COMPARE_VALUES(bench.read(probabilities), (std::vector<float>{-497, -evenly}), Bound);
        COMPARE_VALUES(bench.read(entropies), (std::vector<float>{0, evenly}), Bound);
        std::vector<float> expected(200, 0.0F);
        expected[7] = 2;
        expected[8] = -2;
        COMPARE_VALUES(bench.read(slopes), expected, 0);
    }

    // A row of weight 0 has no slopes, whatever stands in it.
    void leavesOutRowsWithoutWeight()
    {
        OpBench &bench = m_benches.of(currentForm());
        std::vector<float> values = bench.random(67);
        values[5] = std::nanf("");
        const gpu::Tensor logits = bench.activations(values, 67), slopes = bench.activations(67);
        const gpu::Tensor weights = bench.activations(std::vector<float>{0}, 1), ids = bench.integers({3});
        const gpu::Tensor a = bench.activations(1), b = bench.activations(1);
        bench.run([&](gpu::Commands &c) { ops::tokenLoss(c, logits, ids, weights, slopes, a, b); });
        COMPARE_VALUES(bench.read(slopes), std::vector<float>(67, 0.0F), 0);
    }

    void sameBitsEveryTime()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor logits = bench.activations(bench.random(1012 * 9), 1012, 9);
        const gpu::Tensor weights = bench.activations(bench.random(9), 9);
        const gpu::Tensor ids = bench.integers({1, 2, 3, 4, 5, 6, 7, 8, 1011});
        const gpu::Tensor a = bench.activations(9), b = bench.activations(9);
        std::vector<std::vector<float>> read;
        for (int i = 0; i < 2; ++i) {
            const gpu::Tensor slopes = bench.activations(1012, 9);
            bench.run([&](gpu::Commands &c) { ops::tokenLoss(c, logits, ids, weights, slopes, a, b); });
            read.push_back(bench.read(slopes));
            read.push_back(bench.read(a));
        }
        QVERIFY(sameBits(read[0], read[2]) && sameBits(read[1], read[3]));
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor logits = bench.activations(64, 2), row = bench.activations(2), one = bench.activations(1);
        const auto loss = [&](const gpu::Tensor &targets, const gpu::Tensor &weights, const gpu::Tensor &slopes,
                              const gpu::Tensor &entropies) {
            bench.run([&](gpu::Commands &c) { ops::tokenLoss(c, logits, targets, weights, slopes, row, entropies); });
        };
        QVERIFY_EXCEPTION_THROWN(loss(one, row, logits, row), Error);
        QVERIFY_EXCEPTION_THROWN(loss(row, one, logits, row), Error);
        QVERIFY_EXCEPTION_THROWN(loss(row, row, logits.columnSlice(0, 63), row), Error);
        QVERIFY_EXCEPTION_THROWN(loss(row, row, logits, one), Error);
    }
};

QTEST_GUILESS_MAIN(TestTokenLoss)
#include "tst_token_loss.moc"
