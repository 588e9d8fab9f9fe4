#include "model/model_info.h"

#include "api/path_text.h"

#include <algorithm>
#include <filesystem>

namespace deepscope {

namespace {

bool hasThinkTokens(const GgufFile &file)
{
    const std::vector<std::string> *tokens = file.strings("tokenizer.ggml.tokens");
    if (tokens && std::find(tokens->begin(), tokens->end(), "<think>") != tokens->end())
        return true;
    return file.stringOr("tokenizer.chat_template", "").find("<think>") != std::string::npos;
}

void describeExperts(const RouterRule &router, const Hyperparameters &hyper, ModelInfo &info)
{
    info.experts = router.experts;
    info.expertsUsed = router.used;
    info.sharedExperts = hyper.sharedExperts;
    info.expertGroups = router.groups;
    info.expertGroupsUsed = router.groupsUsed;
    if (router.experts > 0)
        info.gate = router.gate == Gate::Sigmoid ? "sigmoid" : "softmax";
    info.denseLayers = router.experts > 0 ? hyper.denseLayers : hyper.layers;
}

} // namespace

std::vector<TensorTypeCount> countTypes(const GgufFile &file)
{
    std::vector<TensorTypeCount> counts;
    for (const GgufTensor &tensor : file.tensors()) {
        const std::string name(typeTraits(tensor.type).name);
        auto found = std::find_if(counts.begin(), counts.end(), [&](const auto &count) { return count.type == name; });
        if (found == counts.end())
            found = counts.insert(found, {name, 0, 0});
        ++found->tensors;
        found->bytes += tensor.bytes;
    }
    std::stable_sort(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
    return counts;
}

ModelInfo readModelInfo(const GgufFile &file, const Hyperparameters &hyper)
{
    ModelInfo info;
    info.path = file.name();
    info.name = file.stringOr("general.name", textOf(pathOf(file.name()).filename()));
    info.architecture = hyper.architecture;
    info.fileBytes = file.bytes();
    for (const GgufTensor &tensor : file.tensors())
        info.parameters += tensor.elements();
    info.vocabulary = hyper.vocabulary;
    info.contextLength = hyper.contextLength;
    info.layers = hyper.layers;
    info.embedding = hyper.embedding;
    info.heads = hyper.heads;
    info.headDimension = hyper.head();
    info.valueHeadDimension = hyper.value;
    info.latent = hyper.latent;
    info.ropeKey = hyper.hasLatentAttention() ? hyper.rope : 0;
    info.queryLatent = hyper.queryLatent;
    describeExperts(hyper.router, hyper, info);
    info.thinks = hasThinkTokens(file);
    info.tensorTypes = countTypes(file);
    return info;
}

} // namespace deepscope
