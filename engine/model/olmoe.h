// OLMoE (arXiv:2409.02060): queries and keys are normed as whole rows; every layer has experts.
#pragma once

#include "model/grouped_decoder.h"

namespace deepscope {

class Olmoe final : public GroupedDecoder {
public:
    explicit Olmoe(const PassParts &parts) : GroupedDecoder(parts) {}

private:
    void attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                   const gpu::Tensor &normed) const override;
};

// Keys and tensors of GGUF architecture "olmoe". Throws Error(File).
Hyperparameters readOlmoeHyperparameters(const GgufFile &file);

} // namespace deepscope
