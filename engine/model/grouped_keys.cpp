// The architectures with grouped-query attention in every layer: Llama, Qwen and OLMoE.
#include "model/grouped_keys.h"

#include "model/key_bias.h"
#include "model/key_reader.h"
#include "model/needed_tensors.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace deepscope {

namespace {

constexpr const char *Pattern = "attention.sliding_window_pattern";

uint32_t readHead(const KeyReader &reader, uint32_t embedding, uint32_t heads)
{
    if (reader.has("attention.key_length"))
        return reader.requirePositive("attention.key_length");
    reader.require(embedding % heads == 0, std::to_string(heads) + " heads (key " +
                                               reader.quoted("attention.head_count") +
                                               ") do not divide the embedding of " + std::to_string(embedding) +
                                               ", and there is no key " + reader.quoted("attention.key_length"));
    return embedding / heads;
}

// The rotated part of a head, and the factor on query . key.
void readRotation(const KeyReader &reader, uint32_t head, GroupedAttention &attention)
{
    attention.rope = reader.unsignedOr("rope.dimension_count", head);
    reader.require(attention.rope > 0 && attention.rope % 2 == 0 && attention.rope <= head,
                   "key " + reader.quoted("rope.dimension_count") + " is " + std::to_string(attention.rope) +
                       "; an even number up to the head's width, " + std::to_string(head) + ", is needed");
    attention.nope = head - attention.rope;
    const double magnitude = reader.readRopeScaling().magnitude() * reader.floatOr("rope.scaling.attn_factor", 1);
    reader.require(magnitude == 1 || attention.nope == 0, "key " + reader.quoted("rope.scaling.type") +
                                                              " is 'yarn', but not the whole head is rotated; that "
                                                              "is not supported");
    // The factor is one on queries and on keys.
    attention.scale = float(magnitude * magnitude / std::sqrt(double(head)));
}

// Llama 3.1 stretches its context by a divisor of each angle, which is kept as a tensor.
void divideFrequencies(const GgufFile &file, std::vector<float> &frequencies)
{
    const GgufTensor *divisors = file.findTensor(FrequencyDivisors);
    if (!divisors)
        return;
    NeededTensors(file).requireVector(FrequencyDivisors, frequencies.size());
    const std::vector<uint8_t> data = file.readTensor(*divisors);
    for (size_t i = 0; i < frequencies.size(); ++i) {
        float divisor;
        std::memcpy(&divisor, data.data() + i * sizeof divisor, sizeof divisor);
        if (!(divisor > 0))
            file.fail("the tensor 'rope_freqs.weight' holds a divisor that is not above 0");
        frequencies[i] /= divisor;
    }
}

// Layers without experts, of which the halves of a head turn together.
Hyperparameters readDense(const GgufFile &file, const char *architecture, QueryKeyNorm norm)
{
    const KeyReader reader(file, architecture);
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount();
    addLayersAndRope(reader, layers, readGroupedAttention(reader, hyper.embedding, norm), readUnits(reader, layers),
                     RopePairing::Halves, hyper);
    return hyper;
}

} // namespace

WindowKeys::WindowKeys(const KeyReader &reader, uint32_t context, uint32_t pattern)
    : m_length(reader.unsignedOr("attention.sliding_window", 0)),
      m_pattern(reader.has(Pattern) ? reader.requirePositive(Pattern) : pattern)
{
    if (m_length >= context)
        m_length = 0;
}

uint32_t WindowKeys::of(uint32_t layer) const
{
    return m_pattern == 0 || layer % m_pattern < m_pattern - 1 ? m_length : 0;
}

GroupedAttention readGroupedAttention(const KeyReader &reader, uint32_t embedding, QueryKeyNorm norm,
                                      std::optional<uint32_t> keyValueHeads)
{
    GroupedAttention attention;
    attention.queryKeyNorm = norm;
    attention.heads = reader.requirePositive("attention.head_count");
    const uint32_t head = readHead(reader, embedding, attention.heads);
    attention.value = reader.unsignedOr("attention.value_length", head);
    reader.require(attention.value > 0,
                   "key " + reader.quoted("attention.value_length") + " is 0; at least 1 is needed");
    attention.keyValueHeads =
        keyValueHeads ? *keyValueHeads : reader.unsignedOr("attention.head_count_kv", attention.heads);
    reader.require(attention.keyValueHeads > 0 && attention.heads % attention.keyValueHeads == 0,
                   "key " + reader.quoted("attention.head_count_kv") + " is " +
                       std::to_string(attention.keyValueHeads) + ", which does not divide the " +
                       std::to_string(attention.heads) + " heads");
    readRotation(reader, head, attention);
    for (const uint32_t width : {head, attention.value})
        reader.require(width <= WidestRow / attention.heads,
                       "the heads of the attention are too wide: " + std::to_string(attention.heads) + " heads of " +
                           std::to_string(width));
    return attention;
}

void readRopeFrequencies(const KeyReader &reader, uint32_t rope, RopePairing pairing, Hyperparameters &hyper)
{
    hyper.ropePairing = pairing;
    hyper.ropeFrequencies = ropeFrequencies(rope, reader.readRopeBase(), reader.readRopeScaling());
    divideFrequencies(reader.file(), hyper.ropeFrequencies);
}

void addLayersAndRope(const KeyReader &reader, uint32_t layers, const GroupedAttention &attention,
                      const FeedForwardKeys &feedForwards, RopePairing pairing, Hyperparameters &hyper,
                      uint32_t windowPattern)
{
    const WindowKeys windows(reader, hyper.contextLength, windowPattern);
    const auto mixerOf = [&, own = attention](uint32_t layer) mutable -> Mixer {
        own.window = windows.of(layer);
        return own;
    };
    addLayers(reader, layers, mixerOf, feedForwards, hyper);
    if (attention.queryKeyNorm == QueryKeyNorm::None) // else what a bias adds is normed with the rest
        noteLargeKeyBiases(reader.file(), hyper);
    readRopeFrequencies(reader, attention.rope, pairing, hyper);
}

// Llama 2 (arXiv:2307.09288) and 3 (arXiv:2407.21783), and Mixtral's experts (arXiv:2401.04088) in their files.
Hyperparameters readLlama(const GgufFile &file)
{
    const KeyReader reader(file, "llama");
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount(), width = reader.requirePositive("feed_forward_length");
    // Mixtral: the weights of the chosen experts are a softmax of their own, which is the same as their share.
    const FeedForwardKeys feedForwards = readMixtures(reader, layers, {.normalised = true, .width = width});
    // The files' rows of queries and keys are ordered so that neighbours turn together.
    addLayersAndRope(reader, layers, readGroupedAttention(reader, hyper.embedding, QueryKeyNorm::None), feedForwards,
                     RopePairing::Adjacent, hyper);
    return hyper;
}

// OLMoE (arXiv:2409.02060): queries and keys are normed as whole rows; every layer has experts.
Hyperparameters readOlmoe(const GgufFile &file)
{
    const KeyReader reader(file, "olmoe");
    Hyperparameters hyper = reader.readSizes();
    reader.require(reader.floatOr("attention.clamp_kqv", 0) == 0,
                   "key " + reader.quoted("attention.clamp_kqv") + " asks for clamped queries, which is not supported");
    const uint32_t layers = reader.readLayerCount();
    reader.requirePositive("expert_count");
    const uint32_t width = reader.requirePositive("feed_forward_length"); // of an expert
    const FeedForwardKeys feedForwards = readMixtures(reader, layers, {.normalised = false, .width = width});
    addLayersAndRope(reader, layers, readGroupedAttention(reader, hyper.embedding, QueryKeyNorm::WholeRow),
                     feedForwards, RopePairing::Halves, hyper);
    return hyper;
}

// Qwen2 (arXiv:2407.10671): biases on queries, keys and values.
Hyperparameters readQwen2(const GgufFile &file) { return readDense(file, "qwen2", QueryKeyNorm::None); }

// Qwen3 (arXiv:2505.09388): each head of queries and keys is normed.
Hyperparameters readQwen3(const GgufFile &file) { return readDense(file, "qwen3", QueryKeyNorm::EachHead); }

// Qwen3 with experts in every layer.
Hyperparameters readQwen3Moe(const GgufFile &file)
{
    const KeyReader reader(file, "qwen3moe");
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount(), width = reader.requirePositive("feed_forward_length");
    reader.requirePositive("expert_count");
    const uint32_t used = reader.requirePositive("expert_used_count");
    const FeedForwardKeys feedForwards =
        readMixtures(reader, layers, {.normalised = true, .width = std::max(1U, width / used)});
    addLayersAndRope(reader, layers, readGroupedAttention(reader, hyper.embedding, QueryKeyNorm::EachHead),
                     feedForwards, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
