// The attention of DeepSeek-V2/V3 by the names of the papers. Shapes: rows x columns, W x with x of `columns` values.
#pragma once

#include "model/hyperparameters.h"
#include "model/weight_store.h"
#include "ops/linear_per_head.h"

#include <vector>

namespace deepscope {

struct Deepseek2Attention {
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

// Of every layer. Throws Error(File): a tensor is missing.
std::vector<Deepseek2Attention> takeDeepseek2Attention(const WeightStore &store, const Hyperparameters &hyper);

} // namespace deepscope
