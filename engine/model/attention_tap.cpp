#include "model/attention_tap.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope {

namespace {

// All layers of most models at once, and of the largest still a few: scores that are shown, not kept.
constexpr uint64_t MostBytes = uint64_t(64) << 20;

uint32_t mostHeads(const Hyperparameters &hyper)
{
    uint32_t heads = 0;
    for (const LayerShape &layer : hyper.layers)
        heads = std::max(heads, std::visit([](const auto &mixer) { return mixer.heads; }, layer.mixer));
    return heads;
}

} // namespace

AttentionTap::AttentionTap(const gpu::Device &device, const Hyperparameters &hyper, uint32_t positions)
    : m_device(device), m_rows(2 * mostHeads(hyper)), m_positions(positions)
{
    gpu::Arena one;
    one.place(TensorType::F32, m_positions, m_rows);
    m_layers = uint32_t(std::clamp<uint64_t>(MostBytes / one.used(), 1, hyper.layerCount()));
    gpu::Arena all;
    m_scores = all.place(TensorType::F32, m_positions, m_rows * m_layers);
}

AttentionTap::Memory::Memory(const gpu::Device &on, uint64_t bytes)
    : device(on, bytes, gpu::MemoryUse::DeviceLocal, {MemoryPurpose::AttentionTap}),
      readBack(on, bytes, gpu::MemoryUse::ReadBack, {MemoryPurpose::AttentionTap})
{
}

void AttentionTap::prepare()
{
    if (m_memory)
        return;
    if (m_scores.bytes > m_device.features().properties.limits.maxStorageBufferRange)
        throw Error(ErrorKind::Device, "Attention over " + std::to_string(m_positions) + " tokens needs " +
                                           std::to_string(m_scores.bytes) +
                                           " bytes in one piece, more than this device can bind at once. A shorter "
                                           "context would do.");
    m_memory.emplace(m_device, m_scores.bytes);
    gpu::Arena arena(&m_memory->device);
    m_scores = arena.place(TensorType::F32, m_positions, m_rows * m_layers);
}

gpu::Tensor AttentionTap::scores(uint32_t slot, uint32_t heads) const
{
    return m_scores.rowSlice(slot * m_rows, 2 * heads);
}

void AttentionTap::read(gpu::Commands &commands, uint32_t slots) const
{
    commands.copy(m_memory->device, 0, m_memory->readBack, 0,
                  uint64_t(slots) * m_rows * m_scores.stride * sizeof(float));
}

std::span<const float> AttentionTap::row(uint32_t slot, uint32_t row, uint32_t positions) const
{
    const auto *all = reinterpret_cast<const float *>(m_memory->readBack.mapped());
    return {all + (uint64_t(slot) * m_rows + row) * m_scores.stride, positions};
}

} // namespace deepscope
