#include "model/weight_upload.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace deepscope {

namespace {

uint64_t fileBytes(TensorType type, uint64_t columns)
{
    const TypeTraits traits = typeTraits(type);
    return columns / traits.elements * traits.bytes;
}

} // namespace

WeightUpload::WeightUpload(gpu::KernelCache &kernels, const GgufFile &file, Report report, Ring ring)
    : m_file(file), m_report(std::move(report)), m_ring(kernels, ring.slotBytes, ring.slotCount)
{
}

void WeightUpload::upload(const Slab &from, const gpu::Tensor &to)
{
    const auto fits = [&](uint32_t columns) { return gpu::layoutOf(to.type, columns, 1).bytes <= m_ring.slotBytes(); };
    uint32_t columns = to.columns;
    uint64_t rows = 1;
    if (fits(columns)) {
        rows = m_ring.slotBytes() / gpu::layoutOf(to.type, columns, 1).bytes;
    } else {
        // A stretch ends where a block ends in the file and where a chunk ends on the device.
        columns = std::lcm(typeTraits(to.type).elements, gpu::ChunkElements);
        while (fits(2 * columns))
            columns *= 2;
    }
    for (uint64_t row = 0; row < to.totalRows(); row += rows)
        for (uint64_t column = 0; column < to.columns; column += columns)
            upload(from, to,
                   {row, std::min(rows, to.totalRows() - row), uint32_t(column),
                    uint32_t(std::min<uint64_t>(columns, to.columns - column))});
}

// On the device a piece is laid out like a tensor of its own, so it is repacked as one, and its bodies and its tails
// each go to their place in the slab.
void WeightUpload::upload(const Slab &from, const gpu::Tensor &to, const Piece &piece)
{
    const gpu::TensorLayout whole = gpu::layoutOf(to.type, to.columns, to.totalRows());
    const gpu::TensorLayout part = gpu::layoutOf(to.type, piece.columns, piece.rows);
    const gpu::TensorLayout before = gpu::layoutOf(to.type, piece.firstColumn, 1);

    m_read.resize(size_t(fileBytes(to.type, piece.columns) * piece.rows));
    const uint64_t fileRow = uint64_t(from.first) * to.rows + piece.firstRow;
    m_file.readTensor(*from.tensor, fileBytes(to.type, to.columns) * fileRow + fileBytes(to.type, piece.firstColumn),
                      m_read);
    m_packed.assign(size_t(part.bytes), 0);
    gpu::repackRows(to.type, piece.columns, piece.rows, 0, piece.rows, m_read, m_packed);
    std::memcpy(m_ring.next().data(), m_packed.data(), m_packed.size());
    m_ring.copy(
        {{0, *to.buffer, to.offset + piece.firstRow * whole.rowBytes + before.rowBytes, piece.rows * part.rowBytes},
         {part.tailOffset, *to.buffer,
          to.offset + whole.tailOffset + piece.firstRow * whole.tailRowBytes + before.tailRowBytes,
          piece.rows * part.tailRowBytes}});
    m_done += m_read.size();
    m_report.progress(m_done, m_report.total);
}

void WeightUpload::finish()
{
    m_ring.finish();
    m_file.requireUnchanged();
}

} // namespace deepscope
