#include "tiny_model.h"

#include <cmath>
#include <random>

namespace deepscope {

TinyModel::TinyModel(std::string name, uint32_t layerCount)
    : architecture(std::move(name)), layers(layerCount), keyPrefix(architecture + ".")
{
    vocabulary = {"<unk>", "<think>", "a", "b", "c"};
    unsignedKeys = {{"vocab_size", 5}, {"context_length", 64}, {"embedding_length", 8}, {"block_count", layers}};
    floatKeys = {{"attention.layer_norm_rms_epsilon", 1e-6F}, {"rope.freq_base", 10000}};
    tensors = {{"token_embd.weight", {8, 5}}, {"output_norm.weight", {8}}, {"output.weight", {8, 5}}};
    setTensorOfAllLayers("attn_norm.weight", {8});
    setTensorOfAllLayers("ffn_norm.weight", {8});
}

void TinyModel::setTensorOfAllLayers(const std::string &part, std::vector<uint64_t> shape)
{
    for (uint32_t layer = 0; layer < layers; ++layer)
        tensors["blk." + std::to_string(layer) + "." + part] = shape;
}

void TinyModel::removeTensorOfAllLayers(const std::string &part)
{
    for (uint32_t layer = 0; layer < layers; ++layer)
        tensors.erase("blk." + std::to_string(layer) + "." + part);
}

std::vector<uint8_t> TinyModel::bytes() const
{
    GgufWriter writer;
    writer.setString("general.architecture", architecture);
    for (const auto &[key, value] : unsignedKeys)
        writer.setUnsigned(keyPrefix + key, value);
    for (const auto &[key, value] : floatKeys)
        writer.setFloat(keyPrefix + key, value);
    for (const auto &[key, value] : stringKeys)
        writer.setString(keyPrefix + key, value);
    for (const auto &[key, value] : boolKeys)
        writer.setBool(keyPrefix + key, value);
    for (const auto &[key, value] : arrayKeys)
        writer.set(keyPrefix + key, value);
    if (!vocabulary.empty())
        writer.setStrings("tokenizer.ggml.tokens", vocabulary);
    std::mt19937 random(1);
    for (const auto &[name, shape] : tensors) {
        uint64_t elements = 1;
        for (uint64_t dimension : shape)
            elements *= dimension;
        std::vector<float> values(elements);
        for (float &value : values)
            value = float(random() % 2001) / 1000 - 1;
        if (name.ends_with(".ssm_a")) // -exp(A)
            for (float &value : values)
                value = -std::abs(value);
        writer.addTensor(name, shape, values);
    }
    return writer.bytes();
}

} // namespace deepscope
