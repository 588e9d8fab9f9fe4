#include "train/transfer.h"

#include "api/error.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

constexpr uint64_t MostPiece = uint64_t(16) << 20;

// Calls `move(first, count)` for runs of whole rows that fit a piece, or for a row that is longer.
template <typename Move>
void forPieces(const gpu::Tensor &tensor, Move &&move)
{
    const uint64_t rowBytes = uint64_t(tensor.stride) * sizeof(float);
    const uint64_t rows = std::max<uint64_t>(1, MostPiece / rowBytes);
    for (uint64_t row = 0; row < tensor.totalRows(); row += rows)
        move(row, std::min(rows, tensor.totalRows() - row));
}

void requireF32(const gpu::Tensor &tensor)
{
    if (tensor.type != TensorType::F32)
        throw Error(ErrorKind::Internal, "Only F32 tensors are moved whole.");
}

void copyAndWait(gpu::KernelCache &kernels, const gpu::Buffer &from, uint64_t fromByte, const gpu::Buffer &to,
                 uint64_t toByte, uint64_t bytes)
{
    gpu::Commands commands(kernels);
    commands.begin();
    commands.copy(from, fromByte, to, toByte, bytes);
    commands.end();
    commands.submitAndWait();
}

} // namespace

void bring(gpu::KernelCache &kernels, std::span<const float> values, const gpu::Tensor &to)
{
    requireF32(to);
    if (values.size() != to.totalRows() * to.columns)
        throw Error(ErrorKind::Internal, "A tensor was brought values of another shape.");
    const uint64_t rowBytes = uint64_t(to.stride) * sizeof(float);
    forPieces(to, [&](uint64_t first, uint64_t count) {
        const gpu::Buffer staging(kernels.device(), count * rowBytes, gpu::MemoryUse::Upload, {MemoryPurpose::Staging});
        std::memset(staging.mapped(), 0, size_t(count * rowBytes));
        for (uint64_t row = 0; row < count; ++row)
            std::memcpy(staging.mapped() + row * rowBytes, values.data() + (first + row) * to.columns,
                        to.columns * sizeof(float));
        copyAndWait(kernels, staging, 0, *to.buffer, byteOf(to, first), count * rowBytes);
    });
}

std::vector<float> fetch(gpu::KernelCache &kernels, const gpu::Tensor &from)
{
    requireF32(from);
    std::vector<float> values(from.totalRows() * from.columns);
    const uint64_t rowBytes = uint64_t(from.stride) * sizeof(float);
    forPieces(from, [&](uint64_t first, uint64_t count) {
        // The last row may end before its stride does.
        const uint64_t bytes = (count - 1) * rowBytes + from.columns * sizeof(float);
        const gpu::Buffer staging(kernels.device(), bytes, gpu::MemoryUse::ReadBack, {MemoryPurpose::Staging});
        copyAndWait(kernels, *from.buffer, byteOf(from, first), staging, 0, bytes);
        for (uint64_t row = 0; row < count; ++row)
            std::memcpy(values.data() + (first + row) * from.columns, staging.mapped() + row * rowBytes,
                        from.columns * sizeof(float));
    });
    return values;
}

} // namespace deepscope
