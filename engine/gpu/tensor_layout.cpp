#include "gpu/tensor_layout.h"
#include "gpu/arithmetic.h"

#include <algorithm>
#include <cstring>

namespace deepscope::gpu {

namespace {

// How a block of the file is taken apart: its first `lead` bytes begin the tail, the next `body` bytes are the body,
// and what is left ends the tail. Tails are powers of two, so that none crosses an element; the tail of Q5_0 and the
// body of Q3_K are padded by 2 bytes.
struct BlockParts {
    uint32_t lead, body, tail; // bytes
};

BlockParts partsOf(TensorType type)
{
    switch (type) {
    case TensorType::Q8_0: // scale
        return {2, 32, 2};
    case TensorType::Q4_0: // scale
    case TensorType::IQ4_NL:
        return {2, 16, 2};
    case TensorType::MXFP4: // scale
        return {1, 16, 1};
    case TensorType::Q4_1: // scale, minimum
        return {4, 16, 4};
    case TensorType::Q5_0: // scale, high bits
    case TensorType::Q5_1: // scale, minimum, high bits
        return {typeTraits(type).bytes - 16, 16, 8};
    case TensorType::Q2_K: // scales of scales and minimums
        return {0, 80, 4};
    case TensorType::Q3_K:
        return {0, 112, 0};
    case TensorType::Q4_K:
        return {0, 144, 0};
    case TensorType::Q5_K:
        return {0, 176, 0};
    case TensorType::Q6_K: // scale of scales
        return {0, 208, 2};
    case TensorType::IQ4_XS: // scale of scales, scales
        return {8, 128, 8};
    default:
        return {};
    }
}

void repackRow(TensorType type, const uint8_t *file, uint32_t blocks, uint8_t *bodies, uint8_t *tails)
{
    const BlockParts parts = partsOf(type);
    const uint32_t bytes = typeTraits(type).bytes;
    const uint32_t body = std::min(parts.body, bytes - parts.lead), rest = bytes - parts.lead - body;
    for (uint64_t block = 0; block < blocks; ++block) {
        const uint8_t *from = file + block * bytes;
        uint8_t *tail = tails + block * parts.tail;
        std::memcpy(tail, from, parts.lead);
        std::memcpy(bodies + block * parts.body, from + parts.lead, body);
        std::memcpy(tail + parts.lead, from + parts.lead + body, rest);
    }
}

} // namespace

uint32_t paddedColumns(uint32_t columns) { return uint32_t(roundUp(columns, ChunkElements)); }

TensorLayout layoutOf(TensorType type, uint32_t columns, uint64_t rows)
{
    const TypeTraits traits = typeTraits(type);
    if (traits.elements == 1) {
        const uint64_t row = uint64_t(paddedColumns(columns)) * traits.bytes;
        return {row, 0, row * rows, 0};
    }
    const BlockParts parts = partsOf(type);
    const uint64_t blocks = columns / traits.elements;
    const uint64_t bodies = blocks * parts.body * rows, tailRow = blocks * parts.tail;
    return {blocks * parts.body, parts.tail ? bodies : 0, roundUp(bodies + tailRow * rows, 16), tailRow};
}

void repackRows(TensorType type, uint32_t columns, uint64_t rows, uint64_t firstRow, uint64_t count,
                std::span<const uint8_t> file, std::span<uint8_t> device)
{
    const TensorLayout layout = layoutOf(type, columns, rows);
    const TypeTraits traits = typeTraits(type);
    const uint32_t blocks = columns / traits.elements;
    const uint64_t fileRow = uint64_t(blocks) * traits.bytes;
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t row = firstRow + i;
        const uint8_t *from = file.data() + i * fileRow;
        uint8_t *to = device.data() + row * layout.rowBytes;
        if (traits.elements == 1)
            std::memcpy(to, from, fileRow);
        else
            repackRow(type, from, blocks, to, device.data() + layout.tailOffset + row * layout.tailRowBytes);
    }
}

} // namespace deepscope::gpu
