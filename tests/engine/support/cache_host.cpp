#include "support/cache_host.h"

#include "reference/dequantise.h"
#include "reference/encode.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace deepscope::testing {

namespace {

constexpr uint32_t Block = 32; // values that share a scale of Q8_0

size_t rowSize(const ops::CacheRows &cache)
{
    const size_t element = cache.tensor.type == TensorType::F32 ? 4 : cache.tensor.type == TensorType::F16 ? 2 : 1;
    return cache.tensor.stride * element;
}

uint8_t *rowAddress(const ops::CacheRows &cache, uint32_t row)
{
    return cache.tensor.buffer->mapped() + cache.tensor.offset + row * rowSize(cache);
}

void storeBlock(const float *values, int8_t *bytes, uint8_t *scaleBytes)
{
    float largest = 0;
    for (uint32_t i = 0; i < Block; ++i)
        largest = std::max(largest, std::abs(values[i]));
    const uint16_t scale = reference::toF16(largest / 127);
    std::memcpy(scaleBytes, &scale, 2);
    for (uint32_t i = 0; i < Block; ++i)
        bytes[i] = largest > 1e-30F ? int8_t(std::floor(values[i] * (127 / largest) + 0.5F)) : int8_t(0);
}

// A whole row of padded heads.
void storeRow(const ops::CacheRows &cache, uint8_t *to, const std::vector<float> &row)
{
    std::memset(to, 0, rowSize(cache));
    if (cache.tensor.type == TensorType::F32)
        std::memcpy(to, row.data(), row.size() * 4);
    for (size_t i = 0; cache.tensor.type == TensorType::F16 && i < row.size(); ++i) {
        const uint16_t half = reference::toF16(row[i]);
        std::memcpy(to + 2 * i, &half, 2);
    }
    for (size_t i = 0; cache.tensor.type == TensorType::Q8_0 && i < row.size(); i += Block)
        storeBlock(row.data() + i, reinterpret_cast<int8_t *>(to) + i, to + row.size() + i / Block * 2);
}

float loadValue(const ops::CacheRows &cache, const uint8_t *row, size_t at)
{
    float value;
    uint16_t half;
    if (cache.tensor.type == TensorType::F32) {
        std::memcpy(&value, row + 4 * at, 4);
        return value;
    }
    if (cache.tensor.type == TensorType::F16) {
        std::memcpy(&half, row + 2 * at, 2);
        return reference::fromF16(half);
    }
    std::memcpy(&half, row + cache.tensor.columns + at / Block * 2, 2);
    return float(int8_t(row[at])) * reference::fromF16(half);
}

} // namespace

std::vector<float> storeRows(const ops::CacheRows &cache, uint32_t first, const std::vector<float> &values)
{
    const size_t width = size_t(cache.heads) * cache.columns;
    std::vector<float> stored;
    for (size_t row = 0; row < values.size() / width; ++row) {
        std::vector<float> padded(cache.tensor.columns, 0.0F);
        for (uint32_t head = 0; head < cache.heads; ++head)
            std::copy_n(values.data() + row * width + size_t(head) * cache.columns, cache.columns,
                        padded.data() + size_t(head) * cache.headStride);
        storeRow(cache, rowAddress(cache, first + uint32_t(row)), padded);
        const std::vector<float> loaded = loadRow(cache, first + uint32_t(row));
        stored.insert(stored.end(), loaded.begin(), loaded.end());
    }
    return stored;
}

std::vector<float> loadRow(const ops::CacheRows &cache, uint32_t row)
{
    std::vector<float> values;
    for (uint32_t head = 0; head < cache.heads; ++head)
        for (uint32_t column = 0; column < cache.columns; ++column)
            values.push_back(loadValue(cache, rowAddress(cache, row), size_t(head) * cache.headStride + column));
    return values;
}

std::vector<uint8_t> rowBytes(const ops::CacheRows &cache, uint32_t row)
{
    const uint8_t *from = rowAddress(cache, row);
    return {from, from + rowSize(cache)};
}

} // namespace deepscope::testing
