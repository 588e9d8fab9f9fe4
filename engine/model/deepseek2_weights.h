// The tensors of DeepSeek-V2/V3 by the names of the papers. Shapes: rows x columns, W x with x of `columns` values.
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
    ops::HeadWeights keyUp;       // W^UK of each head
    bool keyUpTransposed = false; // stored nope x latent (joint file form) instead of latent x nope
    ops::HeadWeights valueUp;     // W^UV of each head: value x latent
    gpu::Tensor output;           // W^O: embedding x heads * value
};

struct Deepseek2FeedForward {
    gpu::Tensor norm;                             // embedding
    gpu::Tensor gate, up, down;                   // dense layer or shared experts; empty without shared experts
    gpu::Tensor router;                           // experts x embedding; empty in a dense layer
    gpu::Tensor routerBias;                       // experts; empty when the model has none
    gpu::Tensor expertGate, expertUp, expertDown; // planes = experts
};

struct Deepseek2Layer {
    Deepseek2Attention attention;
    Deepseek2FeedForward feedForward;
};

struct Deepseek2Weights {
    Deepseek2Weights(const Hyperparameters &hyper, const WeightStore &store); // throws Error(File): a tensor is missing

    gpu::Tensor embedding;  // vocabulary x embedding
    gpu::Tensor outputNorm; // embedding
    gpu::Tensor output;     // vocabulary x embedding; the embedding where the file has none (tied)
    std::vector<Deepseek2Layer> layers;
};

} // namespace deepscope
