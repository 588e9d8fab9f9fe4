#pragma once

#include "gpu/commands.h"
#include "ops/heads.h"

namespace deepscope::ops {

struct LatentAttentionShape {
    uint32_t latent, rope;
    float scale; // of the scores
};

// Memory for partial results, enough for any number of token rows up to `tokens`.
gpu::Tensor placeLatentAttentionScratch(gpu::Arena &arena, uint32_t tokens, uint32_t heads, uint32_t latent);

// Into how many parts `latentAttention` divides the positions of a row: chosen when it is recorded, from the device and
// the shapes, so that a long context keeps the whole device busy.
uint32_t latentAttentionSplits(const gpu::Device &device, uint32_t tokens, uint32_t heads, uint32_t context,
                               const gpu::Tensor &scratch);

// Causal attention in the latent space, DeepSeek-V2 (arXiv:2405.04434) 2.1.2: row t sees the cache rows p of positions
// 0 ... step[0] + t, and out[t, h] = sum_p softmax_p(scale * queries[t, h] . cache[p]) * latent part of cache[p].
// queries: heads of (latent + rope) columns; out: heads of latent columns; cache: context x (latent + rope), F32 or
// F16, rows padded with zeros as `cacheWrite` leaves them.
void latentAttention(gpu::Commands &commands, const Heads &queries, const gpu::Tensor &cache, const gpu::Tensor &step,
                     const LatentAttentionShape &shape, const gpu::Tensor &scratch, const Heads &out);

} // namespace deepscope::ops
