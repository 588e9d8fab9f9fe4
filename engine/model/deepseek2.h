// DeepSeek-V2 (arXiv:2405.04434) and V3 (arXiv:2412.19437): latent attention and mixture of experts.
#pragma once

#include "model/decoder.h"
#include "model/deepseek2_activations.h"
#include "model/deepseek2_weights.h"

namespace deepscope {

class Deepseek2 final : public Decoder {
public:
    explicit Deepseek2(const PassParts &parts);
    static MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows);

private:
    void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                   const gpu::Tensor &normed) const override;
    void keyValue(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &normed,
                  const Deepseek2Activations &a) const;
    void query(gpu::Commands &commands, const Deepseek2Attention &w, const gpu::Tensor &normed,
               const Deepseek2Activations &a) const;

    std::vector<Deepseek2Attention> m_weights; // of each layer
    gpu::Buffer m_scratch;
    Deepseek2Activations m_activations;
};

// Keys and tensors of GGUF architecture "deepseek2". Throws Error(File) naming the key or tensor that is missing, of
// the wrong type or inconsistent.
Hyperparameters readDeepseek2Hyperparameters(const GgufFile &file);

} // namespace deepscope
