// gpt-oss (arXiv:2508.10925): attention with sinks, in some layers within a window; experts with biases in every layer.
#include "model/grouped_keys.h"

namespace deepscope {

namespace {

FeedForwardKeys readExperts(const KeyReader &reader, uint32_t layers)
{
    reader.requirePositive("expert_count");
    FeedForwardKeys keys = readMixtures(reader, layers, {.normalised = true});
    for (const auto &[name, count] :
         {std::pair{"leading_dense_block_count", keys.dense}, std::pair{"expert_shared_count", keys.mixture.shared}})
        reader.require(count == 0, "key " + reader.quoted(name) + " is " + std::to_string(count) +
                                       "; this architecture has none of these");
    // The best experts by logit, with a softmax of their logits alone, are those of the softmax of all logits, which
    // grows with each of them; and the two softmaxes differ by the same factor for every expert, which goes when the
    // weights are divided by their sum. That sum is at least used / experts, far above what a router divides by at
    // least. Files need not say so, whatever else they say.
    keys.mixture.router.gate = Gate::Softmax;
    keys.mixture.router.normalise = true;
    keys.mixture.unit = UnitRule::ClampedSwish;
    keys.mixture.biased = true;
    return keys;
}

} // namespace

Hyperparameters readGptOss(const GgufFile &file)
{
    const KeyReader reader(file, "gpt-oss");
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount();
    reader.requirePositive("attention.sliding_window");
    GroupedAttention attention = readGroupedAttention(reader, hyper.embedding, QueryKeyNorm::None);
    attention.sinks = true;
    file.requireTensor("output.weight"); // never that of the embedding
    constexpr uint32_t EverySecond = 2;
    addLayersAndRope(reader, layers, attention, readExperts(reader, layers), RopePairing::Halves, hyper, EverySecond);
    return hyper;
}

} // namespace deepscope
