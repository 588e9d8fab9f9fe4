// What a model remembers of each token and layer. Latent attention: one row [latent c_KV | shared RoPE key k_R] and
// nothing else (DeepSeek-V2, arXiv:2405.04434, 2.1). Grouped-query attention: a key and a value for each group of
// heads.
#pragma once

#include "api/memory_plan.h"
#include "model/hyperparameters.h"
#include "ops/cache_rows.h"

#include <vector>

namespace deepscope {

class KvCache {
public:
    struct Layer {
        ops::CacheRows keys;   // context x heads of keys; of latent attention one head of latent + rope
        ops::CacheRows values; // context x heads of values; empty with latent attention
    };

    // Throws Error(Device) when there is no memory for `context` rows a layer.
    KvCache(const gpu::Device &device, const Hyperparameters &hyper, uint32_t context, CacheType type);

    const Layer &layer(uint32_t index) const { return m_layers[index]; }
    uint32_t context() const { return m_context; }
    uint64_t bytes() const { return m_buffer.bytes(); }
    uint64_t bytesPerToken() const; // all layers

    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t context, CacheType type);
    static TensorType elementType(CacheType type);

private:
    static uint64_t place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t context, CacheType type,
                          std::vector<Layer> &layers);

    uint32_t m_context;
    gpu::Buffer m_buffer;
    std::vector<Layer> m_layers;
};

} // namespace deepscope
