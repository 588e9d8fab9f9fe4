// The second half of a layer: a gated unit (arXiv:2002.05202), or routed and shared experts (DeepSeek-V2,
// arXiv:2405.04434, 2.2; DeepSeek-V3, arXiv:2412.19437, 2.1.2): their tensors, what they write on their way, and the
// way.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/stage_clock.h"
#include "model/step.h"
#include "model/tensor_table.h"
#include "ops/experts.h"

#include <string>

namespace deepscope {

class NeededTensors;

struct GatedUnitMatrices {
    gpu::Tensor gate, up, down; // width x embedding, and back
};

struct GatedUnitWeights {
    gpu::Tensor norm; // embedding
    GatedUnitMatrices unit;
};

struct MixtureWeights {
    gpu::Tensor norm;                      // embedding
    gpu::Tensor router;                    // experts x embedding
    gpu::Tensor routerBias;                // experts, of its logits; empty where it is not biased
    gpu::Tensor selectionBias;             // experts, of what chooses alone; empty when the model has none
    ops::ExpertStack expertGate, expertUp; // may be halves of the same planes
    ops::ExpertStack expertDown;
    gpu::Tensor gateBias, upBias, downBias; // experts x rows of the matrix; empty where they are not biased
    GatedUnitMatrices shared;               // empty without shared experts
    gpu::Tensor sharedGate;                 // 1 x embedding; empty where they have none
};

// The tensor of a file that is MixtureWeights::selectionBias.
std::string selectionBiasName(uint32_t layer);

// A row a token, as all below. What goes into `hidden` is kept for owners that have a place for it.
struct GatedUnitActivations {
    gpu::Tensor normed; // embedding
    gpu::Tensor hidden; // width: silu(gate h) * up h
    ops::GateUpKept kept;
};

struct MixtureActivations {
    gpu::Tensor normed;       // embedding
    gpu::Tensor routerLogits; // experts, with the router's bias
    gpu::Tensor expertHidden; // (token, used) rows of the experts' width: what their unit makes of gate and up
    gpu::Tensor sharedHidden; // of all shared experts; empty without
    gpu::Tensor sharedGate;   // 1, before its sigmoid; empty without
    ops::GateUpKept expertKept, sharedKept;
    ops::ExpertWorkspace workspace;
};

struct GatedUnitLayer {
    GatedUnit shape;
    GatedUnitWeights w;
    GatedUnitActivations a;
};

struct MixtureLayer {
    Mixture shape;
    MixtureWeights w;
    MixtureActivations a;
    RoutingRows routing;  // the router's choice
    bool replays = false; // that of another pass: the ids are given
};

// The tensors of layer number `layer`. Throw Error(File) for one that is missing or of another shape.
void requireTensors(NeededTensors &tensors, uint32_t layer, const GatedUnit &shape, uint64_t embedding);
void requireTensors(NeededTensors &tensors, uint32_t layer, const Mixture &shape, uint64_t embedding);
GatedUnitWeights takeWeights(const TensorTable &tensors, uint32_t layer, const GatedUnit &shape);
MixtureWeights takeWeights(const TensorTable &tensors, uint32_t layer, const Mixture &shape);

// For as many rows as `normed` has.
GatedUnitActivations placeActivations(gpu::Arena &arena, const GatedUnit &shape, const gpu::Tensor &normed);
MixtureActivations placeActivations(gpu::Arena &arena, const Mixture &shape, const gpu::Tensor &normed);

// y = x + feed-forward(norm(x)). x, y: rows x embedding; y may be x. The clock marks the end of the router's stage.
void forward(gpu::Commands &commands, StageClock &clock, const GatedUnitLayer &layer, const Hyperparameters &hyper,
             const gpu::Tensor &x, const gpu::Tensor &y);
// `use`: null where the router chooses as it was made to.
void forward(gpu::Commands &commands, StageClock &clock, const MixtureLayer &layer, const Hyperparameters &hyper,
             const gpu::Tensor &x, const gpu::Tensor &y, const RouterUse *use = nullptr);

} // namespace deepscope
