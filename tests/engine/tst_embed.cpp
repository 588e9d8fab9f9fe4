#include "support/half.h"
#include "support/load_forms.h"
#include "support/op_bench.h"

#include "api/error.h"
#include "ops/embed.h"

#include <cstring>

using namespace deepscope;
using testing::OpBench;

namespace {

template <typename Value>
void append(std::vector<uint8_t> &bytes, Value value)
{
    const auto *from = reinterpret_cast<const uint8_t *>(&value);
    bytes.insert(bytes.end(), from, from + sizeof value);
}

// A table in the file's form, and the values that it stands for.
struct Table {
    std::vector<uint8_t> file;
    std::vector<float> values;
};

Table tableOf(OpBench &bench, TensorType type, size_t count)
{
    Table table;
    const std::vector<float> random = bench.random(count);
    for (size_t i = 0; i < count; ++i) {
        if (type == TensorType::F32) {
            append(table.file, random[i]);
            table.values.push_back(random[i]);
        } else if (type == TensorType::F16) {
            append(table.file, testing::toHalf(random[i]));
            table.values.push_back(testing::roundToHalf(random[i]));
        } else if (type == TensorType::BF16) {
            append(table.file, testing::truncateToBfloat(random[i]));
            table.values.push_back(testing::fromBfloat(testing::truncateToBfloat(random[i])));
        } else { // Q8_0: a scale for each 32 values
            const uint16_t scale = testing::toHalf(0.001F * float(1 + i / 32 % 50));
            if (i % 32 == 0)
                append(table.file, scale);
            const auto value = int8_t(int(i * 37 % 256) - 128);
            append(table.file, value);
            table.values.push_back(float(value) * testing::fromHalf(scale));
        }
    }
    return table;
}

} // namespace

class TestEmbed : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { testing::addLoadForms(); }
    void init() { testing::useLoadForm(); }

    // Exact: a row is copied; a Q8_0 value is one product, rounded once.
    void copiesRowsOfEveryType()
    {
        constexpr uint32_t Vocabulary = 67;
        const std::vector<uint32_t> tokens = {66, 0, 1, 65, 31, 31, 7};
        for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0})
            for (const uint32_t columns : {1U, 63U, 64U, 65U, 100U, 416U}) {
                if (columns % typeTraits(type).elements != 0)
                    continue;
                OpBench bench;
                const Table table = tableOf(bench, type, size_t(columns) * Vocabulary);
                const gpu::Tensor device = bench.weights(type, table.file, columns, Vocabulary);
                const gpu::Tensor ids = bench.integers(tokens), x = bench.activations(columns, uint32_t(tokens.size()));
                bench.run([&](gpu::Commands &c) { ops::embed(c, device, ids, x); });
                std::vector<float> expected;
                for (const uint32_t token : tokens)
                    expected.insert(expected.end(), table.values.begin() + token * columns,
                                    table.values.begin() + (token + 1) * columns);
                QCOMPARE(bench.read(x), expected);
            }
    }

    void staysInsideOfTheTable()
    {
        OpBench bench;
        const std::vector<float> values = bench.random(4 * 16);
        std::vector<uint8_t> file(values.size() * 4);
        std::memcpy(file.data(), values.data(), file.size());
        const gpu::Tensor table = bench.weights(TensorType::F32, file, 16, 4);
        const gpu::Tensor ids = bench.integers({4, 0xffffffffU}), x = bench.activations(16, 2);
        bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, x); });
        const std::vector<float> last(values.end() - 16, values.end());
        std::vector<float> expected = last;
        expected.insert(expected.end(), last.begin(), last.end());
        QCOMPARE(bench.read(x), expected);
    }

    void takesTheFirstTokensOfABatch()
    {
        OpBench bench;
        const gpu::Tensor table = bench.weights(TensorType::F32, std::vector<uint8_t>(16 * 4 * 4), 16, 4);
        const gpu::Tensor ids = bench.integers({1, 2, 3}), x = bench.activations(16, 3);
        bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids.columnSlice(0, 2), x.rowSlice(1, 2)); });
        const std::vector<float> result = bench.read(x);
        QVERIFY(std::isnan(result[15]));
        QCOMPARE(std::vector<float>(result.begin() + 16, result.end()), std::vector<float>(32, 0.0F));
    }

    void refusesWrongShapes()
    {
        OpBench bench;
        const gpu::Tensor table = bench.weights(TensorType::F32, std::vector<uint8_t>(16 * 4 * 4), 16, 4);
        const gpu::Tensor ids = bench.integers({1, 2}), x = bench.activations(16, 3), wide = bench.activations(17, 2);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, x); }), Error);
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::embed(c, table, ids, wide); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestEmbed)
#include "tst_embed.moc"
