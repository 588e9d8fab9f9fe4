// Everything that the latent attention of DeepSeek-V2/V3 writes on its way, a row a token.
#pragma once

#include "gpu/tensor.h"
#include "model/hyperparameters.h"

namespace deepscope {

struct Deepseek2Activations {
    gpu::Tensor queryLatent; // q_lora_rank; empty without
    gpu::Tensor query;       // heads x (nope + rope)
    gpu::Tensor keyValue;    // latent + rope: [c_KV | k_R]
    gpu::Tensor absorbed;    // heads x (latent + rope): queries in the latent space
    gpu::Tensor attended;    // heads x latent
    gpu::Tensor values;      // heads x value
    gpu::Tensor attentionScratch;

    // The first `tokens` rows of everything but the scratch.
    Deepseek2Activations rows(uint32_t tokens) const;
};

// Places them for `tokens` rows.
Deepseek2Activations placeDeepseek2Activations(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens);

} // namespace deepscope
