#include "ops/cache_rows.h"

#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

namespace {

constexpr uint32_t ScaleElements = 32; // values that share a scale of Q8_0
constexpr uint32_t Element = 16;       // bytes that a shader fetches at once

uint32_t headStrideOf(TensorType type, uint32_t columns)
{
    return roundUp(columns, type == TensorType::Q8_0 ? ScaleElements : gpu::ChunkElements);
}

// In elements of the type; of Q8_0 in bytes, scales included.
uint32_t rowStrideOf(TensorType type, uint32_t values)
{
    return type == TensorType::Q8_0 ? values + roundUp(values / ScaleElements * 2, Element) : values;
}

uint32_t elementBytes(TensorType type) { return type == TensorType::F32 ? 4 : type == TensorType::F16 ? 2 : 1; }

bool isCacheType(TensorType type)
{
    return type == TensorType::F32 || type == TensorType::F16 || type == TensorType::Q8_0;
}

} // namespace

uint64_t CacheRows::rowBytes() const { return tensor.bytes / tensor.rows; }

CacheRows CacheRows::firstColumns(uint32_t count) const
{
    require(count <= columns, "cache_rows", "a head has fewer columns");
    CacheRows first = *this;
    first.columns = count;
    return first;
}

CacheRows placeCacheRows(gpu::Arena &arena, TensorType type, uint32_t heads, uint32_t columns, uint32_t positions)
{
    require(isCacheType(type), "cache_rows", "the cache must be F32, F16 or Q8_0");
    const uint32_t headStride = headStrideOf(type, columns);
    const uint32_t rowStride = rowStrideOf(type, heads * headStride);
    return {arena.placeRows(type, heads * headStride, positions, rowStride, uint64_t(rowStride) * elementBytes(type)),
            heads, columns, headStride};
}

uint64_t cacheRowBytes(TensorType type, uint32_t heads, uint32_t columns)
{
    return uint64_t(rowStrideOf(type, heads * headStrideOf(type, columns))) * elementBytes(type);
}

void requireCache(const CacheRows &rows, const char *op)
{
    require(bool(rows) && isCacheType(rows.tensor.type), op, "the cache must be F32, F16 or Q8_0");
    require(rows.tensor.first == 0 && rows.heads > 0 && rows.columns > 0 && rows.columns <= rows.headStride &&
                rows.headStride == headStrideOf(rows.tensor.type, rows.headStride) &&
                rows.tensor.columns == rows.heads * rows.headStride &&
                rows.tensor.stride == rowStrideOf(rows.tensor.type, rows.tensor.columns),
            op, "the cache's rows must be as they were placed");
}

} // namespace deepscope::ops
