#include "model/kv_cache.h"

namespace deepscope {

TensorType KvCache::elementType(CacheType type)
{
    switch (type) {
    case CacheType::F32:
        return TensorType::F32;
    case CacheType::F16:
        return TensorType::F16;
    case CacheType::Q8_0:
        return TensorType::Q8_0;
    }
    return TensorType::F16;
}

KvCache::Layer KvCache::placeLayer(const Hyperparameters &hyper, const Place &place)
{
    if (hyper.hasLatentAttention())
        return {place(1, hyper.latent + hyper.rope), {}};
    const ops::CacheRows keys = place(hyper.keyValueHeads, hyper.head());
    return {keys, place(hyper.keyValueHeads, hyper.value)};
}

uint64_t KvCache::plannedBytes(const Hyperparameters &hyper, uint32_t tokens, CacheType type)
{
    uint64_t bytes = 0;
    placeLayer(hyper, [&](uint32_t heads, uint32_t columns) {
        gpu::Arena counting;
        const ops::CacheRows rows = ops::placeCacheRows(counting, elementType(type), heads, columns, tokens);
        bytes += rows.tensor.bytes;
        return rows;
    });
    return bytes * hyper.layers;
}

KvCache::KvCache(const gpu::Device &device, const Hyperparameters &hyper, uint32_t tokens, CacheType type)
    : m_tokens(tokens)
{
    const auto place = [&](uint32_t heads, uint32_t columns) {
        gpu::Arena counting;
        const uint64_t bytes = ops::placeCacheRows(counting, elementType(type), heads, columns, tokens).tensor.bytes;
        m_buffers.push_back(std::make_unique<gpu::Buffer>(device, bytes, gpu::MemoryUse::DeviceLocal));
        gpu::Arena arena(m_buffers.back().get());
        return ops::placeCacheRows(arena, elementType(type), heads, columns, tokens);
    };
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        m_layers.push_back(placeLayer(hyper, place));
}

void KvCache::copyRows(gpu::Commands &commands, uint32_t fromPage, uint32_t toPage, uint32_t rows) const
{
    for (const Layer &layer : m_layers)
        for (const ops::CacheRows *part : {&layer.keys, &layer.values}) {
            if (!*part)
                continue;
            const gpu::Tensor &tensor = part->tensor;
            const uint64_t rowBytes = tensor.bytes / m_tokens, pageBytes = rowBytes * CachePageTokens;
            commands.copy(*tensor.buffer, tensor.offset + fromPage * pageBytes, *tensor.buffer,
                          tensor.offset + toPage * pageBytes, rows * rowBytes);
        }
}

uint64_t KvCache::bytes() const
{
    uint64_t bytes = 0;
    for (const auto &buffer : m_buffers)
        bytes += buffer->bytes();
    return bytes;
}

uint64_t KvCache::bytesPerToken() const
{
    uint64_t bytes = 0;
    for (const Layer &layer : m_layers)
        bytes += (layer.keys.tensor.bytes + layer.values.tensor.bytes) / m_tokens;
    return bytes;
}

} // namespace deepscope
