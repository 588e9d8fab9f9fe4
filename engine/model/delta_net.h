// A layer's Gated DeltaNet (arXiv:2412.06464), of Qwen3-Next and Qwen3.5: its tensors, what it writes on its way, and
// the way.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/step.h"
#include "model/tensor_table.h"

namespace deepscope {

class NeededTensors;

struct DeltaWeights {
    gpu::Tensor norm;           // embedding
    gpu::Tensor queryKeyValue;  // channels x embedding
    gpu::Tensor gate;           // value heads * width x embedding
    gpu::Tensor beta, alpha;    // value heads x embedding; with joint gates both are the first, and alpha is empty
    gpu::Tensor convolution;    // channels x kernel, F32
    gpu::Tensor rate, rateBias; // value heads: -exp(A), and dt's bias
    gpu::Tensor headNorm;       // width
    gpu::Tensor output;         // embedding x value heads * width
};

// A row a token.
struct DeltaActivations {
    gpu::Tensor normed;      // embedding
    gpu::Tensor projected;   // channels
    gpu::Tensor convolved;   // channels: [queries | keys | values], of which queries and keys become unit vectors
    gpu::Tensor gate;        // value heads x width
    gpu::Tensor beta, alpha; // value heads; as of the weights
    gpu::Tensor out;         // value heads x width: what the rule gives, then normed and gated

    DeltaActivations rows(uint32_t count) const; // the first rows
};

struct DeltaLayer {
    DeltaNet shape;
    DeltaWeights w;
    DeltaActivations a;
    gpu::Tensor matrices, tails; // slots x numbers of a sequence, F32: views of one tensor
};

// The tensors of layer number `layer`. Throw Error(File) for one that is missing or of another shape.
void requireTensors(NeededTensors &tensors, uint32_t layer, const DeltaNet &shape, uint64_t embedding);
DeltaWeights takeWeights(const TensorTable &tensors, uint32_t layer, const DeltaNet &shape);

// For as many rows as `normed` has, whatever the context.
DeltaActivations placeActivations(gpu::Arena &arena, const DeltaNet &shape, const gpu::Tensor &normed,
                                  uint32_t context);

// y = x + W^O (norm(rule(h)) * silu(z)), h = norm(x), for the first x.rows rows of a step. x, y: rows x embedding; y
// may be x.
void forward(gpu::Commands &commands, const DeltaLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y);

} // namespace deepscope
