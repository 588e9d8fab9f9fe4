// DeepSeek-V2 (arXiv:2405.04434) and V3 (arXiv:2412.19437): latent attention and mixture of experts.
#pragma once

#include "model/deepseek2_activations.h"
#include "model/deepseek2_weights.h"
#include "model/forward_pass.h"

namespace deepscope {

class Deepseek2 final : public ForwardPass {
public:
    explicit Deepseek2(const PassParts &parts);
    static uint64_t activationBytes(const Hyperparameters &hyper);

    void record(gpu::Commands &commands, StageClock &clock, uint32_t tokens, LogitsRows rows) const override;

private:
    void attention(gpu::Commands &commands, uint32_t layer, const Deepseek2Activations &a) const;
    void keyValue(gpu::Commands &commands, uint32_t layer, const Deepseek2Activations &a) const;
    void query(gpu::Commands &commands, const Deepseek2Attention &w, const Deepseek2Activations &a) const;
    void feedForward(gpu::Commands &commands, StageClock &clock, uint32_t layer, const Deepseek2Activations &a) const;
    void experts(gpu::Commands &commands, StageClock &clock, uint32_t layer, const Deepseek2Activations &a) const;
    void logits(gpu::Commands &commands, const Deepseek2Activations &a, LogitsRows rows) const;

    const Hyperparameters &m_hyper;
    const KvCache &m_cache;
    const StepMemory &m_step;
    Deepseek2Weights m_weights;
    gpu::Buffer m_scratch;
    Deepseek2Activations m_activations;
    gpu::Tensor m_ropeFrequencies;
    gpu::Buffer m_frequencyBuffer;
};

} // namespace deepscope
