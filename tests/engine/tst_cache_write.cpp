#include "support/cache_host.h"
#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/dequantise.h"
#include "reference/encode.h"

#include <cmath>

using namespace deepscope;
using testing::OpBench;

namespace {

constexpr TensorType CacheTypes[] = {TensorType::F32, TensorType::F16, TensorType::Q8_0};

} // namespace

class TestCacheWrite : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    // Every bit of every row: F32 is copied, F16 is rounded in one defined way, Q8_0 likewise but for a last step that
    // a product just below a half may take or not.
    void compare(TensorType type, uint32_t heads, uint32_t columns, uint32_t tokens, uint32_t position)
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Context = 96;
        const std::vector<uint32_t> pages = {2, 0, 1};
        const uint32_t headWidth = columns + 1, width = heads * headWidth + 1; // [- | head - | head - ...]
        const std::vector<float> x = bench.random(size_t(width) * tokens, 3);
        const gpu::Tensor rows = bench.activations(x, width, tokens);
        const ops::CacheRows cache = bench.cache(type, heads, columns, Context);
        const ops::CacheRows expected = bench.cache(type, heads, columns, Context);
        std::vector<float> values;
        for (uint32_t t = 0; t < tokens; ++t)
            for (uint32_t head = 0; head < heads; ++head)
                for (uint32_t c = 0; c < columns; ++c)
                    values.push_back(x[size_t(t) * width + 1 + head * headWidth + c]);
        testing::storeRows(expected, position, values);
        const ops::StepRows step = bench.step(position, tokens, pages);
        bench.run([&](gpu::Commands &c) {
            ops::cacheWrite(c, {rows.columnSlice(1, columns), heads, headWidth}, step, cache);
        });
        for (uint32_t row = 0; row < Context; ++row) {
            const uint32_t at = pages[row / CachePageTokens] * CachePageTokens + row % CachePageTokens;
            const std::vector<uint8_t> actual = testing::rowBytes(cache, at), wanted = testing::rowBytes(expected, row);
            if (type != TensorType::Q8_0) {
                QCOMPARE(actual, wanted);
                continue;
            }
            for (size_t i = 0; i < cache.tensor.columns; ++i)
                QVERIFY(std::abs(int8_t(actual[i]) - int8_t(wanted[i])) <= 1);
            for (size_t i = cache.tensor.columns; i < cache.tensor.columns + cache.tensor.columns / 16; ++i)
                QCOMPARE(actual[i], wanted[i]); // the scales
        }
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void writesRowsAndNothingElse()
    {
        for (const TensorType type : CacheTypes) {
            compare(type, 1, 40, 1, 0);
            compare(type, 1, 576, 3, 67);
            compare(type, 1, 64, 65, 5);
            compare(type, 1, 3, 2, 1);
            compare(type, 1, 43, 64, 3);
            compare(type, 3, 16, 5, 2);
            compare(type, 7, 33, 3, 9);
            compare(type, 8, 128, 2, 60);
        }
    }

    // What is read back differs from what was written by at most half a step, and by the rounding of the scale.
    void q8KeepsHalfAStep()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const std::vector<float> x = bench.random(96, 5);
        const ops::CacheRows cache = bench.cache(TensorType::Q8_0, 1, 96, CachePageTokens);
        const gpu::Tensor rows = bench.activations(x, 96);
        const ops::StepRows step = bench.step(0, 1);
        bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, {rows}, step, cache); });
        const std::vector<float> loaded = testing::loadRow(cache, 0);
        for (size_t block = 0; block < 96; block += 32) {
            float largest = 0;
            for (size_t i = block; i < block + 32; ++i)
                largest = std::max(largest, std::abs(x[i]));
            for (size_t i = block; i < block + 32; ++i)
                QVERIFY(std::abs(loaded[i] - x[i]) <= largest / 127 * 0.5F + largest * 0x1p-10F);
        }
    }

    // A block of zeros has no largest value to divide by.
    void q8KeepsZeros()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const ops::CacheRows cache = bench.cache(TensorType::Q8_0, 1, 32, CachePageTokens);
        const gpu::Tensor rows = bench.activations(std::vector<float>(32, 0.0F), 32);
        const ops::StepRows step = bench.step(0, 1);
        bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, {rows}, step, cache); });
        QCOMPARE(testing::loadRow(cache, 0), std::vector<float>(32, 0.0F));
    }

    // Every kind of F32: halfway cases, subnormal and overflowing halves, infinities, all exponents.
    void roundsHalvesToNearestEven()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        std::vector<float> values;
        for (uint32_t exponent = 0; exponent < 255; ++exponent)
            for (const uint32_t mantissa : {0U, 1U, 0xfffU, 0x1000U, 0x1001U, 0x2fffU, 0x3000U, 0x7fefffU, 0x7fffffU})
                for (const uint32_t sign : {0U, 0x80000000U})
                    values.push_back(std::bit_cast<float>(sign | exponent << 23 | mantissa));
        for (const float value : {65504.0F, 65519.99F, 65520.0F, std::numeric_limits<float>::infinity()})
            values.push_back(value);
        for (uint32_t half = 0; half < 2048; ++half) // ties between neighbouring subnormals and small normals
            values.push_back((reference::fromF16(uint16_t(half)) + reference::fromF16(uint16_t(half + 1))) / 2);
        const auto columns = uint32_t(values.size());
        const gpu::Tensor rows = bench.activations(values, columns);
        const ops::StepRows step = bench.step(0, 1, {}, ops::SmallestPage);
        const ops::CacheRows cache = bench.cache(TensorType::F16, 1, columns, ops::SmallestPage);
        bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, {rows}, step, cache); });
        const std::vector<float> loaded = testing::loadRow(cache, 0);
        for (uint32_t i = 0; i < columns; ++i)
            QVERIFY2(loaded[i] == reference::fromF16(reference::toF16(values[i])),
                     qPrintable(QString::number(values[i], 'g', 9)));
    }

    // What a table or a row says is clamped: nothing is written outside of the pool, nor past a sequence's pages.
    void dropsRowsPastTheirPages()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const TensorType type : CacheTypes) {
            const gpu::Tensor rows = bench.activations(bench.random(16 * 4), 16, 4);
            // Positions 6 ... 9 of a sequence of one page of 8, and of one whose page is none of the pool's.
            const ops::StepRows step = bench.step({{0, 6, 0, 0}, {0, 7, 0, 0}, {0, 8, 0, 0}, {0, 3, 9, 0}},
                                                  {{0}, {0xffffffffU}}, ops::SmallestPage);
            const ops::CacheRows cache = bench.cache(type, 1, 16, 16);
            bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, {rows}, step, cache); });
            for (uint32_t row = 0; row < 16; ++row)
                QCOMPARE(std::isnan(testing::loadRow(cache, row)[15]), row != 6 && row != 7 && row != 11);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor rows = bench.activations(40);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const ops::CacheRows narrow = bench.cache(TensorType::F32, 1, 39, 8),
                             two = bench.cache(TensorType::F32, 2, 40, 8),
                             half = bench.cache(TensorType::F32, 1, 40, 12); // no whole pages
        ops::CacheRows wrongType = bench.cache(TensorType::F16, 1, 40, 8);
        wrongType.tensor.type = TensorType::BF16;
        for (const ops::CacheRows &cache : {narrow, two, half, wrongType, ops::CacheRows()})
            QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) { ops::cacheWrite(c, {rows}, step, cache); }),
                                     Error);
    }
};

QTEST_GUILESS_MAIN(TestCacheWrite)
#include "tst_cache_write.moc"
