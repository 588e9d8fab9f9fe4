// The reverse of a layer's latent attention: model/latent_attention.cpp, line by line from its end.
#pragma once

#include "model/latent_attention.h"
#include "ops/reverse.h"

namespace deepscope {

// What the reverse of every layer reads of a step of whole texts.
struct ReverseStep {
    const Hyperparameters &hyper;
    const Step &step;
    ops::TextRows texts;
    gpu::Tensor turnedBack; // RoPE frequencies, negated
};

// Slopes of the activations of the same names; scratch, one set for all layers.
struct LatentSlopes {
    gpu::Tensor normed, queryLatent, queryLatentNormed, query, keyValue, absorbed, attended, values;
    gpu::Tensor keys, keySlopes; // rows x (latent + rope): as the cache has them
    gpu::Tensor attentionScratch, normScratch, latentNormScratch, queryNormScratch;

    LatentSlopes rows(uint32_t count) const;
};

LatentSlopes placeSlopes(gpu::Arena &arena, const LatentAttention &shape, uint32_t rows, uint32_t embedding);

// Of y = x + attention(norm(x)), as `forward` did it for these rows: xySlopes, the slopes of y, become those of x, and
// those of the weights are added to `slopes`.
void reverse(gpu::Commands &commands, const LatentLayer &layer, const ReverseStep &step, const gpu::Tensor &x,
             const LatentWeights &slopes, const LatentSlopes &scratch, const gpu::Tensor &xySlopes);

} // namespace deepscope
