// What all decoder-only transformers here have in common: a residual stream through layers of attention and
// feed-forward, then the logits. An architecture adds its attention.
#pragma once

#include "gpu/tensor.h"
#include "model/feed_forward.h"
#include "model/forward_pass.h"

#include <vector>

namespace deepscope {

class Decoder : public ForwardPass {
public:
    void record(gpu::Commands &commands, StageClock &clock, const StepShape &shape) const final;

    // Without what the attention needs.
    static MemoryBlock activationBlock(const Hyperparameters &hyper, uint32_t rows);

protected:
    explicit Decoder(const PassParts &parts); // throws Error(File): a tensor is missing

    // x += attention(norm(x)). x: rows x embedding; normed: scratch of the same shape.
    virtual void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                           const gpu::Tensor &normed) const = 0;

    const Hyperparameters &hyper() const { return m_hyper; }
    const KvCache &cache() const { return m_cache; }
    ops::StepRows step(uint32_t rows) const { return m_step.rows(rows); }
    const gpu::Tensor &ropeFrequencies() const { return m_step.ropeFrequencies; }

private:
    struct Activations {
        gpu::Tensor x, normed; // embedding
        FeedForwardActivations feedForward;
    };
    static Activations place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    void logits(gpu::Commands &commands, const StepShape &shape) const;

    const Hyperparameters &m_hyper;
    const KvCache &m_cache;
    const Step &m_step;
    gpu::Tensor m_embedding;  // vocabulary x embedding
    gpu::Tensor m_outputNorm; // embedding
    gpu::Tensor m_output;     // vocabulary x embedding; the embedding where the file has none (tied)
    std::vector<FeedForwardWeights> m_feedForward;
    gpu::Buffer m_scratch;
    Activations m_activations;
};

// Throws Error(File) for the tensors outside of the layers' attention: embedding, output, feed-forward.
void checkDecoderTensors(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
