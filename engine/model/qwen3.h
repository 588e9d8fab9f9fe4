// Qwen3 (arXiv:2505.09388), dense and with experts: each head of queries and keys is normed.
#pragma once

#include "model/grouped_decoder.h"

namespace deepscope {

class Qwen3 final : public GroupedDecoder {
public:
    explicit Qwen3(const PassParts &parts) : GroupedDecoder(parts) {}

private:
    void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                   const gpu::Tensor &normed) const override;
};

// Keys and tensors of GGUF architectures "qwen3" and "qwen3moe". Throw Error(File).
Hyperparameters readQwen3Hyperparameters(const GgufFile &file);
Hyperparameters readQwen3MoeHyperparameters(const GgufFile &file);

} // namespace deepscope
