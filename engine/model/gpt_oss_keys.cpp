// gpt-oss (arXiv:2508.10925): attention with sinks, in some layers within a window; experts with biases in every layer.
#include "model/grouped_keys.h"
#include "model/key_bias.h"

namespace deepscope {

namespace {

// Which layers see a window of the last positions alone, and how long it is.
class Windows {
public:
    explicit Windows(const KeyReader &reader) : m_length(reader.requirePositive("attention.sliding_window"))
    {
        reader.require(m_length <= LongestContext, "key " + reader.quoted("attention.sliding_window") + " is " +
                                                       std::to_string(m_length) + "; at most " +
                                                       std::to_string(LongestContext) + " are supported");
        if (reader.has("attention.sliding_window_pattern"))
            m_pattern = reader.requirePositive("attention.sliding_window_pattern");
    }

    // 0 = all is seen
    uint32_t of(uint32_t layer) const { return layer % m_pattern < m_pattern - 1 ? m_length : 0; }

private:
    uint32_t m_length;
    uint32_t m_pattern = 2; // the last of so many layers sees all
};

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
    const Windows windows(reader);
    GroupedAttention attention = readGroupedAttention(reader, hyper.embedding, QueryKeyNorm::None);
    attention.sinks = true;
    file.requireTensor("output.weight"); // never that of the embedding
    const auto mixerOf = [&](uint32_t layer) -> Mixer {
        attention.window = windows.of(layer);
        return attention;
    };
    addLayers(reader, layers, mixerOf, readExperts(reader, layers), hyper);
    noteLargeKeyBiases(file, hyper);
    readRopeFrequencies(reader, attention.rope, RopePairing::Halves, hyper);
    return hyper;
}

} // namespace deepscope
