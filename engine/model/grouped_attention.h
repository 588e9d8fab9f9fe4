// A layer's grouped-query attention (arXiv:2305.13245), of Llama, Qwen and OLMoE: its tensors, what it writes on its
// way, and the way. Where it is gated (arXiv:2505.06708), each head of a query is [query | gate].
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/step.h"
#include "model/tensor_table.h"
#include "ops/cache_rows.h"

#include <string>

namespace deepscope {

class NeededTensors;

struct GroupedWeights {
    gpu::Tensor norm;                          // embedding
    gpu::Tensor query, key, value;             // heads * query stride, key/value heads * head or value x embedding
    gpu::Tensor queryBias, keyBias, valueBias; // empty where the model has none
    gpu::Tensor queryNorm, keyNorm;            // of a head or of a row; empty where the model has none
    gpu::Tensor output, outputBias;            // embedding x heads * value
    gpu::Tensor sinks;                         // heads; empty where the model has none
};

// A row a token. What goes into an op has a name of its own; where two may be one tensor, an owner that needs both
// later keeps them apart.
struct GroupedActivations {
    gpu::Tensor normed;                   // embedding
    gpu::Tensor query, key;               // heads x query stride, key/value heads x head: as projected, with biases
    gpu::Tensor queryNormed, keyNormed;   // may be query and key; not written where the model has no such norm
    gpu::Tensor queryRotated, keyRotated; // may be any of those
    gpu::Tensor value;                    // key/value heads x value
    gpu::Tensor attended;                 // heads x value; gated in place
    gpu::Tensor scratch;                  // of ops::attention, of no use later

    GroupedActivations rows(uint32_t count) const; // the first rows of everything but the scratch
};

struct GroupedLayer {
    GroupedAttention shape;
    GroupedWeights w;
    GroupedActivations a;
    ops::CacheRows keys, values;
};

// The tensor of a file that is GroupedWeights::sinks.
std::string sinksName(uint32_t layer);

// The tensors of layer number `layer`. Throw Error(File) for one that is missing or of another shape.
void requireTensors(NeededTensors &tensors, uint32_t layer, const GroupedAttention &shape, uint64_t embedding);
GroupedWeights takeWeights(const TensorTable &tensors, uint32_t layer, const GroupedAttention &shape);

// For as many rows as `normed` has, one tensor for what may be one; `context`: positions of the longest sequence.
GroupedActivations placeActivations(gpu::Arena &arena, const GroupedAttention &shape, const gpu::Tensor &normed,
                                    uint32_t context);

// y = x + attention(norm(x)) for the first x.rows rows of a step. x, y: rows x embedding; y may be x. `seenUntil`: as
// of ops::attention.
void forward(gpu::Commands &commands, const GroupedLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y, const gpu::Tensor &seenUntil = {});

// After forward, and before another layer's: what its heads compared, of the row that is tapped among the first `rows`.
// Keys are of one part, and so are scores (ops::attentionScores).
void tapScores(gpu::Commands &commands, const GroupedLayer &layer, const Step &step, uint32_t rows,
               const gpu::Tensor &scores);

} // namespace deepscope
