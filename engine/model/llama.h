// Llama 2 (arXiv:2307.09288) and 3 (arXiv:2407.21783), and Mixtral's experts (arXiv:2401.04088) in their files.
#pragma once

#include "model/grouped_decoder.h"

namespace deepscope {

class Llama final : public GroupedDecoder {
public:
    explicit Llama(const PassParts &parts) : GroupedDecoder(parts) {}

private:
    void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                   const gpu::Tensor &normed) const override;
};

// Keys and tensors of GGUF architecture "llama". Throws Error(File).
Hyperparameters readLlamaHyperparameters(const GgufFile &file);

} // namespace deepscope
