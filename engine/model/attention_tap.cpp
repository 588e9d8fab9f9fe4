#include "model/attention_tap.h"

#include "api/error.h"
#include "args.h"
#include "gpu/arithmetic.h"

#include <algorithm>

namespace deepscope {

namespace {

// All layers of most models at once, and of the largest still a few: scores that are shown, not kept.
constexpr uint64_t MostBytes = uint64_t(64) << 20;

} // namespace

uint32_t scoreParts(const LayerShape &layer) { return std::holds_alternative<LatentAttention>(layer.mixer) ? 2 : 1; }

AttentionTap::AttentionTap(const gpu::Device &device, const Hyperparameters &hyper) : m_device(device)
{
    for (const LayerShape &layer : hyper.layers)
        m_rows.push_back(scoreParts(layer) * attentionHeads(layer.mixer));
    m_mostRows = *std::ranges::max_element(m_rows);
}

AttentionTap::Memory::Memory(const gpu::Device &on, uint64_t bytes)
    : device(on, bytes, gpu::MemoryUse::DeviceLocal, {MemoryPurpose::AttentionTap}),
      readBack(on, bytes, gpu::MemoryUse::ReadBack, {MemoryPurpose::AttentionTap})
{
}

gpu::Tensor AttentionTap::place(gpu::Arena arena, uint32_t positions, uint32_t layers) const
{
    return arena.place(TensorType::F32, positions, m_mostRows * layers);
}

// Rounded up to the parts that the kernel takes, so that a text that grows by a token is not recorded anew each time.
TappedLayers AttentionTap::around(uint32_t layer, uint32_t tokens) const
{
    const uint32_t positions = roundUp(tokens, args::AttentionPart), all = uint32_t(m_rows.size());
    const uint64_t most = std::min<uint64_t>(MostBytes, m_device.features().properties.limits.maxStorageBufferRange);
    const auto count = uint32_t(std::clamp<uint64_t>(most / place(gpu::Arena(), positions, 1).bytes, 1, all));
    return {std::min(layer - std::min(layer, count / 2), all - count), count, positions};
}

void AttentionTap::prepare(const TappedLayers &layers)
{
    const uint64_t bytes = place(gpu::Arena(), layers.positions, layers.count).bytes;
    if (bytes > m_device.features().properties.limits.maxStorageBufferRange)
        throw Error(ErrorKind::Device, "Attention over " + std::to_string(layers.positions) + " tokens needs " +
                                           std::to_string(bytes) +
                                           " bytes in one piece, more than this device can bind at once. A shorter "
                                           "text would do.");
    const Memory *latest = m_grown ? m_grown.get() : m_memory.get();
    if (!latest || latest->device.bytes() < bytes)
        m_grown = std::make_unique<Memory>(m_device, bytes);
}

gpu::Tensor AttentionTap::scores(const TappedLayers &layers, uint32_t layer) const
{
    const gpu::Tensor all = place(gpu::Arena(&m_memory->device), layers.positions, layers.count);
    return all.rowSlice((layer - layers.first) * m_mostRows, m_rows[layer]);
}

void AttentionTap::read(gpu::Commands &commands, const TappedLayers &layers) const
{
    commands.copy(m_memory->device, 0, m_memory->readBack, 0,
                  place(gpu::Arena(), layers.positions, layers.count).bytes);
}

std::span<const float> AttentionTap::row(const TappedLayers &layers, uint32_t layer, uint32_t row,
                                         uint32_t positions) const
{
    const gpu::Tensor all = place(gpu::Arena(), layers.positions, layers.count);
    const auto *values = reinterpret_cast<const float *>(m_memory->readBack.mapped());
    return {values + (uint64_t(layer - layers.first) * m_mostRows + row) * all.stride, positions};
}

} // namespace deepscope
