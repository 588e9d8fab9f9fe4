#include "model/key_reader.h"

#include "model/delta_net.h"
#include "model/feed_forward.h"
#include "model/grouped_attention.h"
#include "model/latent_attention.h"
#include "model/needed_tensors.h"

#include <algorithm>

namespace deepscope {

uint32_t longestText(const GgufFile &file, const std::string &architecture)
{
    const uint32_t context = file.unsignedOr(architecture + ".context_length", 0),
                   window = file.unsignedOr(architecture + ".attention.sliding_window", 0);
    return architecture == "deepseek2" && window > 0 ? std::min(context, window) : context;
}

KeyReader::KeyReader(const GgufFile &file, std::string architecture)
    : m_file(file), m_architecture(std::move(architecture)), m_prefix(m_architecture + ".")
{
}

void KeyReader::require(bool holds, const std::string &sentence) const
{
    if (!holds)
        m_file.fail(sentence);
}

uint32_t KeyReader::requirePositive(std::string_view name) const
{
    const uint32_t value = m_file.requireUnsigned(key(name));
    require(value > 0, "key " + quoted(name) + " is 0; at least 1 is needed");
    return value;
}

uint32_t KeyReader::unsignedOr(std::string_view name, uint32_t otherwise) const
{
    return m_file.unsignedOr(key(name), otherwise);
}

float KeyReader::floatOr(std::string_view name, float otherwise) const { return m_file.floatOr(key(name), otherwise); }

bool KeyReader::boolOr(std::string_view name, bool otherwise) const { return m_file.boolOr(key(name), otherwise); }

// The list of tokens decides where there is one; some files announce the size before padding.
uint32_t KeyReader::readVocabulary() const
{
    const std::vector<std::string> *tokens = m_file.strings("tokenizer.ggml.tokens");
    return tokens && !tokens->empty() ? uint32_t(tokens->size()) : requirePositive("vocab_size");
}

// Blocks behind the last layer that predict further tokens (DeepSeek-V3, 2.2) are counted in the file, but are no part
// of the forward pass.
uint32_t KeyReader::readLayerCount() const
{
    const uint32_t blocks = requirePositive("block_count"), further = unsignedOr("nextn_predict_layers", 0);
    require(further < blocks, "key " + quoted("nextn_predict_layers") + " is " + std::to_string(further) +
                                  ", but there are " + std::to_string(blocks) + " blocks");
    return blocks - further;
}

Hyperparameters KeyReader::readSizes() const
{
    Hyperparameters hyper;
    hyper.architecture = m_architecture;
    hyper.vocabulary = readVocabulary();
    hyper.contextLength = requirePositive("context_length");
    require(hyper.contextLength <= LongestContext, "key " + quoted("context_length") + " is " +
                                                       std::to_string(hyper.contextLength) + "; at most " +
                                                       std::to_string(LongestContext) + " are supported");
    hyper.contextLength = longestText(m_file, m_architecture);
    hyper.embedding = requirePositive("embedding_length");
    hyper.normEpsilon = m_file.requireFloat(key("attention.layer_norm_rms_epsilon"));
    require(hyper.normEpsilon > 0, "key " + quoted("attention.layer_norm_rms_epsilon") + " is not above 0");
    return hyper;
}

float KeyReader::readRopeBase() const
{
    const float base = floatOr("rope.freq_base", 10000);
    require(base > 1, "key " + quoted("rope.freq_base") + " is not above 1");
    return base;
}

RopeScaling KeyReader::readRopeScaling() const
{
    RopeScaling scaling;
    // A factor without a type is linear; the first files of Llama models called it scale_linear.
    const float factor = floatOr("rope.scaling.factor", floatOr("rope.scale_linear", 0));
    const std::string type = m_file.stringOr(key("rope.scaling.type"), factor > 0 ? "linear" : "none");
    require(type == "none" || type == "linear" || type == "yarn",
            "key " + quoted("rope.scaling.type") + " is " + quotedName(type) + "; supported: none, linear, yarn");
    if (type == "none")
        return scaling;
    require(factor >= 1, "key " + quoted("rope.scaling.factor") + " is missing or below 1");
    scaling.factor = factor;
    scaling.kind = type == "linear" ? RopeScaling::Kind::Linear : RopeScaling::Kind::Yarn;
    if (scaling.kind == RopeScaling::Kind::Linear)
        return scaling;
    scaling.originalContext = has("rope.scaling.original_context_length")
                                  ? requirePositive("rope.scaling.original_context_length")
                                  : requirePositive("context_length");
    scaling.betaFast = floatOr("rope.scaling.yarn_beta_fast", 32);
    scaling.betaSlow = floatOr("rope.scaling.yarn_beta_slow", 1);
    require(scaling.betaFast > 0 && scaling.betaSlow > 0,
            "the keys " + quoted("rope.scaling.yarn_beta_fast") + " and '_slow' must be above 0");
    return scaling;
}

void addLayers(const KeyReader &reader, uint32_t count, const MixerOfLayer &mixerOf,
               const FeedForwardKeys &feedForwards, Hyperparameters &hyper)
{
    NeededTensors tensors(reader.file());
    for (uint32_t layer = 0; layer < count; ++layer) {
        const LayerShape shape{mixerOf(layer), feedForwards.of(layer)};
        const auto check = [&](const auto &part) { requireTensors(tensors, layer, part, hyper.embedding); };
        std::visit(check, shape.mixer);
        std::visit(check, shape.feedForward);
        hyper.layers.push_back(shape);
    }
    tensors.require("token_embd.weight", {hyper.embedding, hyper.vocabulary, 1});
    tensors.requireVector("output_norm.weight", hyper.embedding);
    if (tensors.has("output.weight")) // else tied to the embedding
        tensors.require("output.weight", {hyper.embedding, hyper.vocabulary, 1});
    hyper.tensors = tensors.take();
}

void addLayers(const KeyReader &reader, uint32_t count, const Mixer &mixer, const FeedForwardKeys &feedForwards,
               Hyperparameters &hyper)
{
    addLayers(
        reader, count, [&](uint32_t) { return mixer; }, feedForwards, hyper);
}

} // namespace deepscope
