// The reverse of the second half of a layer: model/feed_forward.cpp, line by line from its end.
#pragma once

#include "model/feed_forward.h"
#include "ops/reverse.h"

namespace deepscope {

// Slopes of activations; scratch, one set for all layers.
struct GatedUnitSlopes {
    gpu::Tensor normed, hidden, gate, up;
    gpu::Tensor normScratch;
};
struct MixtureSlopes {
    gpu::Tensor normed, routerLogits, routerWeights;
    gpu::Tensor expertHidden, expertGate, expertUp; // slots x width
    GatedUnitSlopes shared;
    gpu::Tensor normScratch;
};

GatedUnitSlopes placeSlopes(gpu::Arena &arena, const GatedUnit &shape, uint32_t rows, uint32_t embedding);
MixtureSlopes placeSlopes(gpu::Arena &arena, const Mixture &shape, uint32_t rows, uint32_t embedding);

// Of y = x + feed-forward(norm(x)), as `forward` did it for these rows: xySlopes, the slopes of y, become those of x,
// and those of the weights are added to `slopes`.
void reverse(gpu::Commands &commands, const GatedUnitLayer &layer, float normEpsilon, const gpu::Tensor &x,
             const GatedUnitWeights &slopes, const GatedUnitSlopes &scratch, const gpu::Tensor &xySlopes);
void reverse(gpu::Commands &commands, const MixtureLayer &layer, float normEpsilon, const gpu::Tensor &x,
             const MixtureWeights &slopes, const MixtureSlopes &scratch, const gpu::Tensor &xySlopes);

} // namespace deepscope
