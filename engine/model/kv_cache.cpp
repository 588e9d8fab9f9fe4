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

uint64_t KvCache::place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t context, CacheType type,
                        std::vector<Layer> &layers)
{
    const auto rows = [&](uint32_t heads, uint32_t columns) {
        return ops::placeCacheRows(arena, elementType(type), heads, columns, context);
    };
    layers.clear();
    for (uint32_t layer = 0; layer < hyper.layers; ++layer) {
        if (hyper.hasLatentAttention()) {
            layers.push_back({rows(1, hyper.latent + hyper.rope), {}});
        } else {
            const ops::CacheRows keys = rows(hyper.keyValueHeads, hyper.head());
            layers.push_back({keys, rows(hyper.keyValueHeads, hyper.value)});
        }
    }
    return arena.used();
}

uint64_t KvCache::plannedBytes(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    gpu::Arena counting;
    std::vector<Layer> layers;
    return place(counting, hyper, context, type, layers);
}

KvCache::KvCache(const gpu::Device &device, const Hyperparameters &hyper, uint32_t context, CacheType type)
    : m_context(context), m_buffer(device, plannedBytes(hyper, context, type), gpu::MemoryUse::DeviceLocal)
{
    gpu::Arena arena(&m_buffer);
    place(arena, hyper, context, type, m_layers);
}

uint64_t KvCache::bytesPerToken() const
{
    uint64_t bytes = 0;
    for (const Layer &layer : m_layers)
        bytes += (layer.keys.tensor.bytes + layer.values.tensor.bytes) / m_context;
    return bytes;
}

} // namespace deepscope
