#include "support/device_forms.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/dequantise.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

using namespace deepscope;
using testing::OpBench;

class TestEmbed : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    // A value is scale * q + offset, where products of F16 scales and numbers of few bits are exact in F32, so that all
    // is rounded once, as in the reference. In Q6_K the product takes 25 bits, so that a value may be off by a
    // rounding.
    void copiesRowsOfEveryType()
    {
        constexpr uint32_t Vocabulary = 67;
        const std::vector<uint32_t> tokens = {66, 0, 1, 65, 31, 31, 7};
        OpBench &bench = m_benches.of(testing::currentForm());
        const auto types = supportedTypes();
        for (size_t i = testing::currentFormIndex() % 3; i < types.size(); i += 3) // each in two of the six forms
            for (const uint32_t columns : {1U, 63U, 64U, 65U, 100U, 416U, 512U}) {
                const TensorType type = types[i];
                if (columns % typeTraits(type).elements != 0)
                    continue;
                const testing::TestWeights table = testing::randomWeights(bench, type, columns, Vocabulary);
                const gpu::Tensor ids = bench.integers(tokens), x = bench.activations(columns, uint32_t(tokens.size()));
                bench.run([&](gpu::Commands &c) { ops::embed(c, table.tensor, ids, 1, x); });
                std::vector<float> expected;
                for (const uint32_t token : tokens)
                    expected.insert(expected.end(), table.values.begin() + token * columns,
                                    table.values.begin() + (token + 1) * columns);
                if (type == TensorType::Q6_K)
                    COMPARE_VALUES(bench.read(x), expected, 1.2e-7);
                else
                    COMPARE_VALUES(bench.read(x), expected, 0);
            }
    }

    // Every F16 there is, in both ways to decode it: subnormal numbers, infinities and what is no number.
    void decodesEveryHalf()
    {
        std::vector<uint8_t> file(0x20000);
        std::vector<uint32_t> rows(64);
        std::iota(rows.begin(), rows.end(), 0U);
        for (uint32_t bits = 0; bits < 0x10000; ++bits) {
            const auto half = uint16_t(bits);
            std::memcpy(file.data() + size_t(bits) * 2, &half, 2);
        }
        for (const char *form : {"", "integer"}) {
            testing::useForm(testing::currentForm());
            qputenv("DEEPSCOPE_HALVES", form);
            OpBench bench;
            qunsetenv("DEEPSCOPE_HALVES");
            QCOMPARE(bench.device().features().integerHalves, *form != 0);
            const gpu::Tensor table = bench.weights(TensorType::F16, file, 1024, 64);
            const gpu::Tensor ids = bench.integers(rows), x = bench.activations(1024, 64);
            bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, 1, x); });
            const std::vector<float> values = bench.read(x);
            for (uint32_t bits = 0; bits < 0x10000; ++bits) {
                const float right = reference::fromF16(uint16_t(bits));
                QVERIFY2(std::isnan(right) ? std::isnan(values[bits])
                                           : std::bit_cast<uint32_t>(values[bits]) == std::bit_cast<uint32_t>(right),
                         qPrintable(QString("%1 is %2").arg(bits, 4, 16).arg(values[bits])));
            }
        }
    }

    // Every scale of MXFP4 with every number. Devices may take denormal numbers for 0; infinities are left out.
    void decodesEveryPowerOfTwo()
    {
        constexpr uint32_t Rows = 256, Columns = 32;
        std::vector<uint8_t> file;
        for (uint32_t row = 0; row < Rows; ++row) {
            file.push_back(uint8_t(row));
            for (uint32_t i = 0; i < 16; ++i)
                file.push_back(uint8_t(i | (15 - i) << 4));
        }
        std::vector<float> expected(size_t(Rows) * Columns);
        reference::dequantise(TensorType::MXFP4, file, expected);
        std::vector<uint32_t> rows(Rows);
        std::iota(rows.begin(), rows.end(), 0U);
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor table = bench.weights(TensorType::MXFP4, file, Columns, Rows);
        const gpu::Tensor ids = bench.integers(rows), x = bench.activations(Columns, Rows);
        bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, 1, x); });
        const std::vector<float> values = bench.read(x);
        for (size_t i = 0; i < expected.size(); ++i) {
            const bool denormalScale = i / Columns < 2;
            QVERIFY2(values[i] == expected[i] || (denormalScale && values[i] == 0) || std::isinf(expected[i]),
                     qPrintable(QString("value %1 of row %2 is %3").arg(i % Columns).arg(i / Columns).arg(values[i])));
        }
    }

    void staysInsideOfTheTable()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> values = bench.random(4 * 16);
        std::vector<uint8_t> file(values.size() * 4);
        std::memcpy(file.data(), values.data(), file.size());
        const gpu::Tensor table = bench.weights(TensorType::F32, file, 16, 4);
        const gpu::Tensor ids = bench.integers({4, 0xffffffffU}), x = bench.activations(16, 2);
        bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, 1, x); });
        const std::vector<float> last(values.end() - 16, values.end());
        std::vector<float> expected = last;
        expected.insert(expected.end(), last.begin(), last.end());
        COMPARE_VALUES(bench.read(x), expected, 0);
    }

    void takesTheFirstTokensOfABatch()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor table = bench.weights(TensorType::F32, std::vector<uint8_t>(16 * 4 * 4), 16, 4);
        const gpu::Tensor ids = bench.integers({1, 2, 3}), x = bench.activations(16, 3);
        bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids.columnSlice(0, 2), 1, x.rowSlice(1, 2)); });
        const std::vector<float> result = bench.read(x);
        QVERIFY(std::isnan(result[15]));
        QCOMPARE(std::vector<float>(result.begin() + 16, result.end()), std::vector<float>(32, 0.0F));
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor table = bench.weights(TensorType::F32, std::vector<uint8_t>(16 * 4 * 4), 16, 4);
        const gpu::Tensor ids = bench.integers({1, 2}), x = bench.activations(16, 3), wide = bench.activations(17, 2);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, 1, x); }), Error);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, 1, wide); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestEmbed)
#include "tst_embed.moc"
