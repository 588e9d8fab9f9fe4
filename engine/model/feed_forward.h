// The second half of a layer: a gated unit (arXiv:2002.05202), or routed and shared experts (DeepSeek-V2,
// arXiv:2405.04434, 2.2; DeepSeek-V3, arXiv:2412.19437, 2.1.2).
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/stage_clock.h"
#include "model/step.h"
#include "model/weight_store.h"
#include "ops/experts.h"

namespace deepscope {

struct FeedForwardWeights {
    gpu::Tensor norm;                      // embedding
    gpu::Tensor gate, up, down;            // dense layer or shared experts; empty without shared experts
    gpu::Tensor router;                    // experts x embedding; empty in a dense layer
    gpu::Tensor routerBias;                // experts; empty when the model has none
    ops::ExpertStack expertGate, expertUp; // may be halves of the same planes
    ops::ExpertStack expertDown;
};

struct FeedForwardActivations {
    gpu::Tensor hidden;       // dense or shared width
    gpu::Tensor routerLogits; // experts
    gpu::Tensor expertHidden; // (token, used) rows of the experts' width
    ops::ExpertWorkspace experts;
};

// Throws Error(File) for a tensor that is missing or has another shape than `hyper` gives it.
void checkFeedForward(const GgufFile &file, const Hyperparameters &hyper, uint32_t layer);

FeedForwardWeights takeFeedForward(const WeightStore &store, const Hyperparameters &hyper, uint32_t layer);

FeedForwardActivations placeFeedForward(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens);

// x += feed-forward(norm(x)). `routing`: where an expert layer's choice goes; null in a dense layer. `normed`: scratch.
void feedForward(gpu::Commands &commands, StageClock &clock, const FeedForwardWeights &weights,
                 const Hyperparameters &hyper, const RoutingRows *routing, const FeedForwardActivations &activations,
                 const gpu::Tensor &normed, const gpu::Tensor &x);

} // namespace deepscope
