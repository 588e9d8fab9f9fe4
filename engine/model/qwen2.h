// Qwen2 (arXiv:2407.10671): biases on queries, keys and values.
#pragma once

#include "model/grouped_decoder.h"

namespace deepscope {

class Qwen2 final : public GroupedDecoder {
public:
    explicit Qwen2(const PassParts &parts) : GroupedDecoder(parts) {}

private:
    void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                   const gpu::Tensor &normed) const override;
};

// Keys and tensors of GGUF architecture "qwen2". Throws Error(File).
Hyperparameters readQwen2Hyperparameters(const GgufFile &file);

} // namespace deepscope
