// The compressed KV cache: one row of [latent c_KV | shared RoPE key k_R] a token and layer, and nothing else.
// DeepSeek-V2 (arXiv:2405.04434) section 2.1.
#pragma once

#include "api/memory_plan.h"
#include "gpu/tensor.h"
#include "model/hyperparameters.h"

#include <vector>

namespace deepscope {

class KvCache {
public:
    // Throws Error(Device) when there is no memory for `context` rows a layer.
    KvCache(const gpu::Device &device, const Hyperparameters &hyper, uint32_t context, CacheType type);

    const gpu::Tensor &layer(uint32_t index) const { return m_layers[index]; } // context x (latent + rope)
    uint32_t context() const { return m_context; }
    uint64_t bytes() const { return m_buffer.bytes(); }
    uint64_t bytesPerToken() const; // all layers

    static uint64_t rowBytes(const Hyperparameters &hyper, CacheType type); // of one token and layer, with padding
    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t context, CacheType type);

private:
    static uint64_t place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t context, CacheType type,
                          std::vector<gpu::Tensor> &layers);

    uint32_t m_context;
    gpu::Buffer m_buffer;
    std::vector<gpu::Tensor> m_layers;
};

} // namespace deepscope
