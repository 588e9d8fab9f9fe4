// A layer's latent attention (DeepSeek-V2, arXiv:2405.04434, 2.1): its tensors by the names of the papers, what it
// writes on its way, and the way. Shapes: rows x columns, W x with x of `columns` values.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/step.h"
#include "model/tensor_table.h"
#include "ops/cache_rows.h"
#include "ops/views.h"

namespace deepscope {

class NeededTensors;

struct LatentWeights {
    gpu::Tensor norm;             // embedding
    gpu::Tensor query;            // heads * (nope + rope) x embedding; empty with a query LoRA
    gpu::Tensor queryDown;        // W^DQ: query latent x embedding
    gpu::Tensor queryNorm;        // query latent
    gpu::Tensor queryUp;          // W^UQ and W^QR: heads * (nope + rope) x query latent
    gpu::Tensor keyValueDown;     // W^DKV and W^KR: latent + rope x embedding
    gpu::Tensor keyValueNorm;     // latent
    ops::PlaneRows keyUp;         // W^UK of each head
    bool keyUpTransposed = false; // stored nope x latent (joint file form) instead of latent x nope
    ops::PlaneRows valueUp;       // W^UV of each head: value x latent
    gpu::Tensor output;           // W^O: embedding x heads * value
};

// A row a token. What goes into an op has a name of its own; where two may be one tensor, an owner that needs both
// later keeps them apart.
struct LatentActivations {
    gpu::Tensor normed;            // embedding
    gpu::Tensor queryLatent;       // q_lora_rank; empty without
    gpu::Tensor queryLatentNormed; // may be queryLatent
    gpu::Tensor query;             // heads x (nope + rope)
    gpu::Tensor keyValue;          // latent + rope: [c_KV | k_R] as projected
    gpu::Tensor absorbed;          // heads x (latent + rope): queries in the latent space
    gpu::Tensor attended;          // heads x latent
    gpu::Tensor values;            // heads x value
    gpu::Tensor scratch;           // of ops::attention, of no use later

    LatentActivations rows(uint32_t count) const; // the first rows of everything but the scratch
};

struct LatentLayer {
    LatentAttention shape;
    LatentWeights w;
    LatentActivations a;
    ops::CacheRows cache; // [c_KV | k_R]
};

// The tensors of layer number `layer`. Throw Error(File) for one that is missing or of another shape.
void requireTensors(NeededTensors &tensors, uint32_t layer, const LatentAttention &shape, uint64_t embedding);
LatentWeights takeWeights(const TensorTable &tensors, uint32_t layer, const LatentAttention &shape);

// For as many rows as `normed` has, one tensor for what may be one; `context`: positions of the longest sequence.
LatentActivations placeActivations(gpu::Arena &arena, const LatentAttention &shape, const gpu::Tensor &normed,
                                   uint32_t context);

// y = x + attention(norm(x)) for the first x.rows rows of a step. x, y: rows x embedding; y may be x. `seenUntil`: as
// of ops::attention.
void forward(gpu::Commands &commands, const LatentLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y, const gpu::Tensor &seenUntil = {});

// After forward, and before another layer's: what its heads compared, of the row that is tapped among the first `rows`:
// the part of c_KV and that of k_R (ops::attentionScores).
void tapScores(gpu::Commands &commands, const LatentLayer &layer, const Step &step, uint32_t rows,
               const gpu::Tensor &scores);

} // namespace deepscope
