#include "model/grouped_hyperparameters.h"

#include "model/decoder.h"
#include "model/tensor_check.h"

#include <cmath>
#include <cstring>

namespace deepscope {

namespace {

uint32_t readHead(const HyperparameterReader &reader, const Hyperparameters &hyper)
{
    if (reader.has("attention.key_length"))
        return reader.requirePositive("attention.key_length");
    reader.require(hyper.embedding % hyper.heads == 0,
                   std::to_string(hyper.heads) + " heads (key " + reader.quoted("attention.head_count") +
                       ") do not divide the embedding of " + std::to_string(hyper.embedding) +
                       ", and there is no key " + reader.quoted("attention.key_length"));
    return hyper.embedding / hyper.heads;
}

// Llama 3.1 stretches its context by a divisor of each angle, which is kept as a tensor.
void divideFrequencies(const GgufFile &file, std::vector<float> &frequencies)
{
    const GgufTensor *divisors = file.findTensor("rope_freqs.weight");
    if (!divisors)
        return;
    requireVector(file, "rope_freqs.weight", frequencies.size());
    const std::vector<uint8_t> data = file.readTensor(*divisors);
    for (size_t i = 0; i < frequencies.size(); ++i) {
        float divisor;
        std::memcpy(&divisor, data.data() + i * sizeof divisor, sizeof divisor);
        if (!(divisor > 0))
            file.fail("the tensor 'rope_freqs.weight' holds a divisor that is not above 0");
        frequencies[i] /= divisor;
    }
}

void readRope(const HyperparameterReader &reader, RopePairing pairing, Hyperparameters &hyper)
{
    const double base = reader.readRopeBase();
    const RopeScaling scaling = reader.readRopeScaling();
    const double magnitude = scaling.magnitude() * reader.floatOr("rope.scaling.attn_factor", 1);
    reader.require(magnitude == 1 || hyper.nope == 0, "key " + reader.quoted("rope.scaling.type") +
                                                          " is 'yarn', but not the whole head is rotated; that "
                                                          "is not supported");
    hyper.ropePairing = pairing;
    hyper.ropeFrequencies = ropeFrequencies(hyper.rope, base, scaling);
    divideFrequencies(reader.file(), hyper.ropeFrequencies);
    // The factor is one on queries and on keys.
    hyper.attentionScale = float(magnitude * magnitude / std::sqrt(double(hyper.head())));
}

void checkAttention(const GgufFile &file, const Hyperparameters &h, uint32_t layer)
{
    const std::string block = "blk." + std::to_string(layer) + ".attn_";
    const uint64_t query = uint64_t(h.heads) * h.head(), key = uint64_t(h.keyValueHeads) * h.head();
    const uint64_t value = uint64_t(h.keyValueHeads) * h.value;
    requireVector(file, block + "norm.weight", h.embedding);
    requireShape(file, block + "q.weight", {h.embedding, query, 1});
    requireShape(file, block + "k.weight", {h.embedding, key, 1});
    requireShape(file, block + "v.weight", {h.embedding, value, 1});
    requireShape(file, block + "output.weight", {uint64_t(h.heads) * h.value, h.embedding, 1});
    for (const auto &[name, elements] : {std::pair{"q.bias", query}, std::pair{"k.bias", key},
                                         std::pair{"v.bias", value}, std::pair{"output.bias", uint64_t(h.embedding)}})
        if (file.findTensor(block + name))
            requireVector(file, block + name, elements);
    if (h.queryKeyNorm == QueryKeyNorm::None)
        return;
    const bool each = h.queryKeyNorm == QueryKeyNorm::EachHead;
    requireVector(file, block + "q_norm.weight", each ? h.head() : query);
    requireVector(file, block + "k_norm.weight", each ? h.head() : key);
}

} // namespace

void readGroupedAttention(const HyperparameterReader &reader, Hyperparameters &hyper)
{
    const uint32_t head = readHead(reader, hyper);
    hyper.value = reader.unsignedOr("attention.value_length", head);
    reader.require(hyper.value > 0, "key " + reader.quoted("attention.value_length") + " is 0; at least 1 is needed");
    hyper.keyValueHeads = reader.unsignedOr("attention.head_count_kv", hyper.heads);
    reader.require(hyper.keyValueHeads > 0 && hyper.heads % hyper.keyValueHeads == 0,
                   "key " + reader.quoted("attention.head_count_kv") + " is " + std::to_string(hyper.keyValueHeads) +
                       ", which does not divide the " + std::to_string(hyper.heads) + " heads");
    hyper.rope = reader.unsignedOr("rope.dimension_count", head);
    reader.require(hyper.rope > 0 && hyper.rope % 2 == 0 && hyper.rope <= head,
                   "key " + reader.quoted("rope.dimension_count") + " is " + std::to_string(hyper.rope) +
                       "; an even number up to the head's width, " + std::to_string(head) + ", is needed");
    hyper.nope = head - hyper.rope;
    for (const uint32_t width : {head, hyper.value})
        reader.require(width <= WidestRow / hyper.heads,
                       "the heads of the attention are too wide: " + std::to_string(hyper.heads) + " heads of " +
                           std::to_string(width));
}

void checkTensorsAndReadRope(const HyperparameterReader &reader, RopePairing pairing, Hyperparameters &hyper)
{
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        checkAttention(reader.file(), hyper, layer);
    checkDecoderTensors(reader.file(), hyper);
    readRope(reader, pairing, hyper);
}

} // namespace deepscope
