#include "model/model_info.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace deepscope {

namespace {

bool vocabularyThinks(const GgufFile &file)
{
    const std::vector<std::string> *tokens = file.strings("tokenizer.ggml.tokens");
    const bool token = tokens && std::find(tokens->begin(), tokens->end(), "<think>") != tokens->end();
    return token || file.stringOr("tokenizer.chat_template", "").find("<think>") != std::string::npos;
}

std::vector<TensorTypeCount> countTypes(const GgufFile &file)
{
    std::map<TensorType, TensorTypeCount> counts;
    for (const GgufTensor &tensor : file.tensors()) {
        TensorTypeCount &count = counts[tensor.type];
        count.type = typeTraits(tensor.type).name;
        ++count.tensors;
        count.bytes += tensor.bytes;
    }
    std::vector<TensorTypeCount> list;
    for (const auto &[type, count] : counts)
        list.push_back(count);
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
    return list;
}

} // namespace

ModelInfo readModelInfo(const GgufFile &file, const Hyperparameters &hyper)
{
    ModelInfo info;
    info.path = file.name();
    info.name = file.stringOr("general.name", std::filesystem::path(file.name()).stem().string());
    info.architecture = hyper.architecture;
    info.fileBytes = file.bytes();
    for (const GgufTensor &tensor : file.tensors())
        info.parameters += tensor.elements();

    info.vocabulary = hyper.vocabulary;
    info.contextLength = hyper.contextLength;
    info.layers = hyper.layers;
    info.denseLayers = hyper.denseLayers;
    info.embedding = hyper.embedding;
    info.heads = hyper.heads;
    info.headDimension = hyper.head();
    info.valueHeadDimension = hyper.value;
    info.latent = hyper.latent;
    info.ropeKey = hyper.rope;
    info.queryLatent = hyper.queryLatent;

    info.experts = hyper.router.experts;
    info.expertsUsed = hyper.router.used;
    info.sharedExperts = hyper.sharedExperts;
    if (info.experts > 0)
        info.gate = hyper.router.gate == Gate::Sigmoid ? "sigmoid" : "softmax";
    info.thinks = vocabularyThinks(file);
    info.tensorTypes = countTypes(file);
    return info;
}

} // namespace deepscope
