// Everything that one pass of DeepSeek-V2/V3 writes on its way, a row a token.
#pragma once

#include "gpu/tensor.h"
#include "model/hyperparameters.h"
#include "ops/experts.h"

namespace deepscope {

struct Deepseek2Activations {
    gpu::Tensor x;            // embedding: the residual stream
    gpu::Tensor normed;       // embedding
    gpu::Tensor queryLatent;  // q_lora_rank
    gpu::Tensor query;        // heads x (nope + rope)
    gpu::Tensor keyValue;     // latent + rope: [c_KV | k_R]
    gpu::Tensor absorbed;     // heads x (latent + rope): queries in the latent space
    gpu::Tensor attended;     // heads x latent
    gpu::Tensor values;       // heads x value
    gpu::Tensor hidden;       // dense or shared feed-forward width
    gpu::Tensor routerLogits; // experts
    gpu::Tensor expertHidden; // (token, used) rows of the experts' width
    gpu::Tensor attentionScratch;
    ops::ExpertWorkspace experts;

    // The first `tokens` rows of everything.
    Deepseek2Activations rows(uint32_t tokens, uint32_t used) const;
};

// Places them for `tokens` rows.
Deepseek2Activations placeActivations(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens);

} // namespace deepscope
