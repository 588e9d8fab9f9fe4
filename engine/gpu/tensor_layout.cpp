#include "gpu/tensor_layout.h"

#include <cstring>

namespace deepscope::gpu {

namespace {

constexpr uint32_t Q8Block = 32;      // values that share a scale
constexpr uint32_t Q8BlockBytes = 34; // F16 scale, then 32 signed bytes

uint64_t roundUp(uint64_t value, uint64_t step) { return (value + step - 1) / step * step; }

void repackQ8Row(const uint8_t *file, uint32_t blocks, uint8_t *values, uint8_t *scales)
{
    for (uint32_t block = 0; block < blocks; ++block) {
        const uint8_t *from = file + uint64_t(block) * Q8BlockBytes;
        std::memcpy(scales + uint64_t(block) * 2, from, 2);
        std::memcpy(values + uint64_t(block) * Q8Block, from + 2, Q8Block);
    }
}

} // namespace

uint32_t paddedColumns(uint32_t columns) { return uint32_t(roundUp(columns, ChunkElements)); }

TensorLayout layoutOf(TensorType type, uint32_t columns, uint64_t rows)
{
    const uint64_t padded = paddedColumns(columns);
    switch (type) {
    case TensorType::F32:
        return {padded * 4, 0, padded * 4 * rows};
    case TensorType::F16:
    case TensorType::BF16:
        return {padded * 2, 0, padded * 2 * rows};
    case TensorType::Q8_0: {
        const uint64_t values = padded * rows;
        const uint64_t scaleRow = padded / Q8Block * 2;
        return {padded, values, roundUp(values + scaleRow * rows, 16), scaleRow};
    }
    }
    return {};
}

void repackRows(TensorType type, uint32_t columns, uint64_t rows, uint64_t firstRow, uint64_t count,
                std::span<const uint8_t> file, std::span<uint8_t> device)
{
    const TensorLayout layout = layoutOf(type, columns, rows);
    const TypeTraits traits = typeTraits(type);
    const uint64_t fileRow = uint64_t(columns) / traits.elements * traits.bytes;
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t row = firstRow + i;
        const uint8_t *from = file.data() + i * fileRow;
        uint8_t *to = device.data() + row * layout.rowBytes;
        if (type == TensorType::Q8_0) {
            const uint32_t blocks = columns / Q8Block;
            repackQ8Row(from, blocks, to, device.data() + layout.scalesOffset + row * layout.scaleRowBytes);
        } else {
            std::memcpy(to, from, fileRow);
        }
    }
}

} // namespace deepscope::gpu
