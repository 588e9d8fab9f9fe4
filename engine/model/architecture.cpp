#include "model/architecture.h"

#include "model/deepseek2.h"
#include "model/llama.h"
#include "model/olmoe.h"
#include "model/qwen2.h"
#include "model/qwen3.h"

namespace deepscope {

namespace {

template <typename Pass>
std::unique_ptr<ForwardPass> make(const PassParts &parts)
{
    return std::make_unique<Pass>(parts);
}

const Architecture Architectures[] = {
    {"deepseek2", readDeepseek2Hyperparameters, make<Deepseek2>, Deepseek2::attentionBlock},
    {"llama", readLlamaHyperparameters, make<Llama>, GroupedDecoder::attentionBlock},
    {"olmoe", readOlmoeHyperparameters, make<Olmoe>, GroupedDecoder::attentionBlock},
    {"qwen2", readQwen2Hyperparameters, make<Qwen2>, GroupedDecoder::attentionBlock},
    {"qwen3", readQwen3Hyperparameters, make<Qwen3>, GroupedDecoder::attentionBlock},
    {"qwen3moe", readQwen3MoeHyperparameters, make<Qwen3>, GroupedDecoder::attentionBlock},
};

} // namespace

const Architecture *findArchitecture(std::string_view name)
{
    for (const Architecture &architecture : Architectures)
        if (architecture.name == name)
            return &architecture;
    return nullptr;
}

std::string architectureNames()
{
    std::string names;
    for (const Architecture &architecture : Architectures)
        names += (names.empty() ? "" : ", ") + std::string(architecture.name);
    return names;
}

} // namespace deepscope
