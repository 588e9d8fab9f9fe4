#include "support/half.h"
#include "support/load_forms.h"
#include "support/op_bench.h"

#include "api/error.h"
#include "ops/cache_write.h"

#include <cstring>

using namespace deepscope;
using testing::OpBench;

namespace {

// A cache of ones, so that what is not written shows.
gpu::Tensor cacheOfOnes(OpBench &bench, TensorType type, uint32_t columns, uint32_t rows)
{
    const gpu::Tensor cache =
        bench.weights(type, std::vector<uint8_t>(size_t(columns) * rows * typeTraits(type).bytes), columns, rows);
    std::memset(cache.buffer->mapped() + cache.offset, 1, cache.bytes);
    return cache;
}

uint32_t stored(const gpu::Tensor &cache, uint32_t row, uint32_t column)
{
    const size_t at = size_t(row) * cache.stride + column;
    const uint8_t *bytes = cache.buffer->mapped() + cache.offset;
    uint32_t value = 0;
    if (cache.type == TensorType::F16)
        std::memcpy(&value, bytes + at * 2, 2);
    else
        std::memcpy(&value, bytes + at * 4, 4);
    return value;
}

uint32_t bitsOf(TensorType type, float value)
{
    return type == TensorType::F16 ? testing::toHalf(value) : std::bit_cast<uint32_t>(value);
}

} // namespace

class TestCacheWrite : public QObject {
    Q_OBJECT

    static void compare(TensorType type, uint32_t latentColumns, uint32_t ropeColumns, uint32_t tokens,
                        uint32_t position)
    {
        OpBench bench;
        const uint32_t columns = latentColumns + ropeColumns, context = 70;
        const std::vector<float> x = bench.random(size_t(columns + 2) * tokens, 3);
        const gpu::Tensor both = bench.activations(x, columns + 2, tokens); // [- | latent | - | rope key]
        const gpu::Tensor cache = cacheOfOnes(bench, type, columns, context), step = bench.integers({position});
        const uint32_t untouched = type == TensorType::F16 ? 0x0101U : 0x01010101U;
        bench.run([&](gpu::Commands &c) {
            ops::cacheWrite(c, both.columnSlice(1, latentColumns), both.columnSlice(latentColumns + 2, ropeColumns),
                            step, cache);
        });
        for (uint32_t row = 0; row < context; ++row)
            for (uint32_t column = 0; column < cache.stride; ++column) {
                const bool written = row >= position && row < position + tokens;
                uint32_t expected = untouched;
                if (written)
                    expected =
                        column >= columns
                            ? 0
                            : bitsOf(type,
                                     x[(row - position) * (columns + 2) + column + (column < latentColumns ? 1 : 2)]);
                QCOMPARE(stored(cache, row, column), expected);
            }
    }

private slots:
    void initTestCase_data() { testing::addLoadForms(); }
    void init() { testing::useLoadForm(); }

    // Exact, for every bit of every row: F32 is copied and F16 is rounded in one defined way.
    void writesRowsAndNothingElse()
    {
        for (const TensorType type : {TensorType::F32, TensorType::F16}) {
            compare(type, 32, 8, 1, 0);
            compare(type, 512, 64, 3, 67);
            compare(type, 63, 1, 65, 5);
            compare(type, 1, 2, 2, 1);
            compare(type, 33, 10, 64, 3);
        }
    }

    // Every kind of F32: halfway cases, subnormal and overflowing halves, infinities, all exponents.
    void roundsHalvesToNearestEven()
    {
        OpBench bench;
        std::vector<float> values;
        for (uint32_t exponent = 0; exponent < 255; ++exponent)
            for (const uint32_t mantissa : {0U, 1U, 0xfffU, 0x1000U, 0x1001U, 0x2fffU, 0x3000U, 0x7fefffU, 0x7fffffU})
                for (const uint32_t sign : {0U, 0x80000000U})
                    values.push_back(std::bit_cast<float>(sign | exponent << 23 | mantissa));
        for (const float value : {65504.0F, 65519.99F, 65520.0F, std::numeric_limits<float>::infinity()})
            values.push_back(value);
        for (uint32_t half = 0; half < 2048; ++half) // ties between neighbouring subnormals and small normals
            values.push_back((testing::fromHalf(uint16_t(half)) + testing::fromHalf(uint16_t(half + 1))) / 2);
        const auto columns = uint32_t(values.size());
        const gpu::Tensor latent = bench.activations(values, columns), rope = bench.activations({1.0F, 2.0F}, 2);
        const gpu::Tensor cache = cacheOfOnes(bench, TensorType::F16, columns + 2, 1), step = bench.integers({0});
        bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, latent, rope, step, cache); });
        for (uint32_t i = 0; i < columns; ++i)
            QVERIFY2(stored(cache, 0, i) == testing::toHalf(values[i]), qPrintable(QString::number(values[i], 'g', 9)));
    }

    void dropsRowsPastTheContext()
    {
        OpBench bench;
        const gpu::Tensor latent = bench.activations(bench.random(8 * 4), 8, 4);
        const gpu::Tensor rope = bench.activations(bench.random(8 * 4), 8, 4);
        const gpu::Tensor cache = cacheOfOnes(bench, TensorType::F32, 16, 6), step = bench.integers({4});
        bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, latent, rope, step, cache); });
        QCOMPARE(stored(cache, 3, 0), 0x01010101U);
        QVERIFY(stored(cache, 5, 0) != 0x01010101U);
    }

    void refusesWrongShapes()
    {
        OpBench bench;
        const gpu::Tensor latent = bench.activations(32), rope = bench.activations(8), step = bench.integers({0});
        const gpu::Tensor narrow = cacheOfOnes(bench, TensorType::F32, 39, 4);
        const gpu::Tensor wrongType = bench.weights(TensorType::BF16, std::vector<uint8_t>(40 * 4 * 2), 40, 4);
        for (const gpu::Tensor &cache : {narrow, wrongType, gpu::Tensor()})
            QVERIFY_EXCEPTION_THROWN(
                bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, latent, rope, step, cache); }), Error);
    }
};

QTEST_GUILESS_MAIN(TestCacheWrite)
#include "tst_cache_write.moc"
