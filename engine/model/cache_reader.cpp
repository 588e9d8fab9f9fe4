#include "model/cache_reader.h"

#include "api/error.h"
#include "api/memory_plan.h"
#include "api/tensor_type.h"
#include "gpu/arithmetic.h"
#include "model/short_floats.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

template <typename T>
T readAt(const uint8_t *data)
{
    T value;
    std::memcpy(&value, data, sizeof(T));
    return value;
}

// Element `at` of a row, as shaders read it (shaders/lib/cache.glsl).
float elementOf(const gpu::Tensor &tensor, const uint8_t *row, size_t at)
{
    if (tensor.type == TensorType::F32)
        return readAt<float>(row + 4 * at);
    if (tensor.type == TensorType::F16)
        return fromF16(readAt<uint16_t>(row + 2 * at));
    const size_t block = at / typeTraits(TensorType::Q8_0).elements; // its scale stands behind all values of the row
    return float(int8_t(row[at])) * fromF16(readAt<uint16_t>(row + tensor.columns + 2 * block));
}

void appendRow(std::vector<float> &values, const ops::CacheRows &rows, const uint8_t *row)
{
    for (size_t head = 0; head < rows.heads; ++head)
        for (size_t column = 0; column < rows.columns; ++column)
            values.push_back(elementOf(rows.tensor, row, head * rows.headStride + column));
}

} // namespace

std::vector<float> readCacheRows(gpu::KernelCache &kernels, const ops::CacheRows &rows, std::span<const uint32_t> pages,
                                 uint32_t positions, uint64_t mostBytes)
{
    const size_t used = divideUp(positions, CachePageTokens);
    if (pages.size() < used)
        throw Error(ErrorKind::Internal, "A sequence has fewer pages than were to be read.");
    ops::requireCache(rows, "read_cache_rows");
    const uint64_t rowBytes = rows.rowBytes(), pageBytes = rowBytes * CachePageTokens;
    const size_t atOnce = std::clamp<size_t>(mostBytes / pageBytes, 1, std::max<size_t>(used, 1));
    const gpu::Buffer arrived(kernels.device(), atOnce * pageBytes, gpu::MemoryUse::ReadBack, {MemoryPurpose::Staging});
    gpu::Commands commands(kernels);
    std::vector<float> values;
    values.reserve(size_t(positions) * rows.heads * rows.columns);
    for (size_t first = 0; first < used; first += atOnce) {
        const size_t count = std::min(atOnce, used - first);
        commands.begin();
        commands.independent([&] {
            for (size_t i = 0; i < count; ++i)
                commands.copy(*rows.tensor.buffer, rows.tensor.offset + pages[first + i] * pageBytes, arrived,
                              i * pageBytes, pageBytes);
        });
        commands.end();
        commands.submitAndWait();
        const size_t there = std::min<size_t>(count * CachePageTokens, positions - first * CachePageTokens);
        for (size_t row = 0; row < there; ++row)
            appendRow(values, rows, arrived.mapped() + row * rowBytes);
    }
    return values;
}

} // namespace deepscope
