#include "catalog/model_description.h"

#include "api/path_text.h"
#include "model/feed_forward.h"
#include "model/gguf_cursor.h"
#include "model/needed_tensors.h"

#include <algorithm>
#include <filesystem>
#include <ranges>

namespace deepscope {

namespace {

void describeHeads(const auto &attention, ModelInfo &info)
{
    info.heads = attention.heads;
    info.headDimension = attention.head();
    info.valueHeadDimension = attention.value;
}

void describe(const LatentAttention &attention, ModelInfo &info)
{
    describeHeads(attention, info);
    info.latent = attention.latent;
    info.ropeKey = attention.rope;
    info.queryLatent = attention.queryLatent;
}

void describe(const GroupedAttention &attention, ModelInfo &info) { describeHeads(attention, info); }

void describe(const DeltaNet &net, ModelInfo &info)
{
    ++info.recurrentLayers;
    info.stateHeads = net.valueHeads;
    info.stateWidth = net.width;
}

void describeExperts(const Mixture &mixture, ModelInfo &info)
{
    info.experts = mixture.router.experts;
    info.expertsUsed = mixture.router.used;
    info.sharedExperts = mixture.shared;
    info.expertGroups = mixture.router.groups;
    info.expertGroupsUsed = mixture.router.groupsUsed;
    info.gate = mixture.router.gate == Gate::Sigmoid ? "sigmoid" : "softmax";
}

// What is shown of a model has one kind of attention, one of recurrent layers and, behind its dense layers, one kind of
// mixture, as all files of today have.
void describeLayers(const std::vector<LayerShape> &layers, ModelInfo &info)
{
    info.layers = uint32_t(layers.size());
    const auto mixture = std::find_if(layers.begin(), layers.end(), mixtureOf);
    info.denseLayers = uint32_t(mixture - layers.begin());
    if (mixture != layers.end())
        describeExperts(*mixtureOf(*mixture), info);
    for (const LayerShape &layer : layers | std::views::reverse) // the first of a kind is what remains
        std::visit([&](const auto &mixer) { describe(mixer, info); }, layer.mixer);
}

bool hasSelectionBias(const GgufFile &file, const ModelInfo &info)
{
    for (uint32_t layer = info.denseLayers; layer < info.layers; ++layer)
        if (file.findTensor(selectionBiasName(layer)))
            return true;
    return false;
}

std::vector<std::string> remarksOn(const GgufFile &file, const Hyperparameters &hyper)
{
    std::vector<std::string> remarks = file.remarks();
    if (const std::vector<std::string> unused = unusedTensors(file, hyper); !unused.empty())
        remarks.push_back("Tensors that no part of the model reads are not loaded: " + someNames(unused) + ".");
    if (hyper.contextLength < file.unsignedOr(hyper.architecture + ".context_length", 0))
        remarks.push_back("Its attention sees a window of " + std::to_string(hyper.contextLength) +
                          " tokens, so the context has no more.");
    return remarks;
}

} // namespace

std::vector<TensorTypeCount> countTypes(const GgufFile &file)
{
    std::vector<TensorTypeCount> counts;
    const auto add = [&](const GgufTensor &tensor) {
        const std::string name(typeTraits(tensor.type).name);
        auto found = std::find_if(counts.begin(), counts.end(), [&](const auto &count) { return count.type == name; });
        if (found == counts.end())
            found = counts.insert(found, {name, 0, 0});
        ++found->tensors;
        found->bytes += tensor.bytes;
    };
    for (const GgufTensor &tensor : file.tensors()) {
        if (tensor.pieces.empty())
            add(tensor);
        std::ranges::for_each(tensor.pieces, add); // as the file holds it
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
    info.embedding = hyper.embedding;
    describeLayers(hyper.layers, info);
    info.selectionBias = hasSelectionBias(file, info);
    info.tensorTypes = countTypes(file);
    info.remarks = remarksOn(file, hyper);
    return info;
}

} // namespace deepscope
