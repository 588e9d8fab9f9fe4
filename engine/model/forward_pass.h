// The forward pass of a decoder-only transformer: a residual stream through layers of a mixer and a feed-forward, then
// the logits. What a layer is made of, its shape says; all layers share one set of activations.
#pragma once

#include "gpu/commands.h"
#include "model/delta_net.h"
#include "model/feed_forward.h"
#include "model/grouped_attention.h"
#include "model/hyperparameters.h"
#include "model/kv_cache.h"
#include "model/latent_attention.h"
#include "model/stage_clock.h"
#include "model/step.h"
#include "model/tensor_table.h"

#include <variant>
#include <vector>

namespace deepscope {

// Everything refers to objects that outlive the pass.
struct PassParts {
    const gpu::Device &device;
    const Hyperparameters &hyper;
    const TensorTable &weights;
    const KvCache &cache;
    const Step &step;
};

class ForwardPass {
public:
    explicit ForwardPass(const PassParts &parts); // throws Error(File): a tensor is missing

    // Records the pass of a step into commands that were begun. Nothing in it depends on what the rows are, so that one
    // recording serves every step of its shape.
    void record(gpu::Commands &commands, StageClock &clock, const StepShape &shape) const;

private:
    using MixerLayer = std::variant<LatentLayer, GroupedLayer, DeltaLayer>;
    using FeedForwardLayer = std::variant<GatedUnitLayer, MixtureLayer>;
    struct Layer {
        MixerLayer mixer;
        FeedForwardLayer feedForward;
    };
    void logits(gpu::Commands &commands, const StepShape &shape) const;

    const Hyperparameters &m_hyper;
    const Step &m_step;
    gpu::Tensor m_embedding;   // vocabulary x embedding
    gpu::Tensor m_outputNorm;  // embedding
    gpu::Tensor m_output;      // vocabulary x embedding; the embedding where the file has none (tied)
    gpu::Buffer m_attention;   // memory of what the mixers write
    gpu::Buffer m_activations; // and of all else
    gpu::Tensor m_x, m_normed; // rows x embedding
    std::vector<Layer> m_layers;
};

// What a pass reserves for the activations of a step, for the memory plan: of attention, and of all else.
MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows);
MemoryBlock activationBlock(const Hyperparameters &hyper, uint32_t rows);

} // namespace deepscope
