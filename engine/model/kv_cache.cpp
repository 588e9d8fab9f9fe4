#include "model/kv_cache.h"

namespace deepscope {

namespace {

TensorType elementType(CacheType type) { return type == CacheType::F32 ? TensorType::F32 : TensorType::F16; }

} // namespace

uint64_t KvCache::place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t context, CacheType type,
                        std::vector<gpu::Tensor> &layers)
{
    layers.clear();
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        layers.push_back(arena.place(elementType(type), hyper.latent + hyper.rope, context));
    return arena.used();
}

uint64_t KvCache::rowBytes(const Hyperparameters &hyper, CacheType type)
{
    return gpu::layoutOf(elementType(type), hyper.latent + hyper.rope, 1).rowBytes;
}

uint64_t KvCache::plannedBytes(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    gpu::Arena counting;
    std::vector<gpu::Tensor> layers;
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
    for (const gpu::Tensor &layer : m_layers)
        bytes += layer.bytes / m_context;
    return bytes;
}

} // namespace deepscope
