#include "model/row_mask.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

constexpr MemoryPurpose Purpose = MemoryPurpose::RowMask;

} // namespace

RowMask::RowMask(const gpu::Device &device, const Hyperparameters &hyper, uint32_t positions) : m_device(device)
{
    gpu::Arena counting;
    m_rows = counting.place(TensorType::F32, positions, hyper.layerCount());
}

RowMask::Memory::Memory(const gpu::Device &on, uint64_t bytes)
    : host{gpu::Buffer(on, bytes, gpu::MemoryUse::Upload, {Purpose}),
           gpu::Buffer(on, bytes, gpu::MemoryUse::Upload, {Purpose})},
      device(on, bytes, gpu::MemoryUse::DeviceLocal, {Purpose})
{
}

void RowMask::prepare()
{
    if (m_memory)
        return;
    m_memory.emplace(m_device, m_rows.bytes);
    gpu::Arena arena(&m_memory->device);
    m_rows = arena.place(TensorType::F32, m_rows.columns, m_rows.rows);
}

void RowMask::set(const SeenUntil &seen, uint32_t side)
{
    for (size_t layer = 0; layer < seen.size(); ++layer) {
        auto *row = reinterpret_cast<uint32_t *>(m_memory->host[side].mapped() + m_rows.offset) + layer * m_rows.stride;
        const size_t count = std::min<size_t>(seen[layer].size(), m_rows.columns);
        std::memcpy(row, seen[layer].data(), count * sizeof(uint32_t));
        std::fill(row + count, row + m_rows.columns, SeenAlways);
    }
}

void RowMask::bring(gpu::Commands &commands, uint32_t side) const
{
    commands.copy(m_memory->host[side], m_rows.offset, m_memory->device, m_rows.offset, m_rows.bytes);
}

gpu::Tensor RowMask::layer(uint32_t number) const { return m_rows.rowSlice(number, 1); }

} // namespace deepscope
