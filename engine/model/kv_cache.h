// What a model remembers of each token and layer: a pool of rows, in pages of which each sequence has its own list.
// Latent attention: one row [latent c_KV | shared RoPE key k_R] and nothing else (DeepSeek-V2, arXiv:2405.04434, 2.1).
// Grouped-query attention: a key and a value for each group of heads.
#pragma once

#include "api/memory_plan.h"
#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "ops/cache_rows.h"

#include <functional>
#include <memory>
#include <vector>

namespace deepscope {

class KvCache {
public:
    struct Layer {
        ops::CacheRows keys;   // tokens x heads of keys; of latent attention one head of latent + rope
        ops::CacheRows values; // tokens x heads of values; empty with latent attention
    };

    // `tokens`: rows a layer, of whole pages. Throws Error(Device) when there is no memory for them.
    KvCache(const gpu::Device &device, const Hyperparameters &hyper, uint32_t tokens, CacheType type);

    const Layer &layer(uint32_t index) const { return m_layers[index]; }
    uint32_t tokens() const { return m_tokens; }
    uint32_t pages() const { return m_tokens / CachePageTokens; }
    uint64_t bytes() const;         // as allocated
    uint64_t bytesPerToken() const; // all layers

    // Records the copy of the first `rows` of one page to another, in all layers.
    void copyRows(gpu::Commands &commands, uint32_t fromPage, uint32_t toPage, uint32_t rows) const;

    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t tokens, CacheType type);
    static TensorType elementType(CacheType type);

private:
    // Places the parts of one layer, each with an arena of its own.
    using Place = std::function<ops::CacheRows(uint32_t heads, uint32_t columns)>;
    static Layer placeLayer(const Hyperparameters &hyper, const Place &place);

    uint32_t m_tokens;
    // One for each part of each layer: no device's limit on a buffer binds the whole cache.
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::vector<Layer> m_layers;
};

} // namespace deepscope
