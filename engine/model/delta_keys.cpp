// The hybrids: layers of Gated DeltaNet, and among them some of gated attention. Qwen3-Next, and Qwen3.5 with and
// without experts.
#include "model/grouped_keys.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace deepscope {

namespace {

// Columns of a state's matrix that the kernels hold.
constexpr uint32_t WidestState = 256;

// The array of a key as whole numbers, whatever kind the file makes of it; nothing where there is no array.
std::optional<std::vector<int64_t>> readArray(const KeyReader &reader, std::string_view name)
{
    const GgufValue *value = reader.file().find(reader.key(name));
    const GgufArray *array = value ? std::get_if<GgufArray>(value) : nullptr;
    if (!array)
        return std::nullopt;
    if (const auto *flags = std::get_if<std::vector<bool>>(array))
        return std::vector<int64_t>(flags->begin(), flags->end());
    const auto *numbers = std::get_if<std::vector<int64_t>>(array);
    reader.require(numbers, "key " + reader.quoted(name) + " is an array of something else than whole numbers");
    return *numbers;
}

// Which layers keep a state, and which have attention.
class LayerKinds {
public:
    LayerKinds(const KeyReader &reader, uint32_t layers) : m_recurrent(readArray(reader, Listed))
    {
        if (!m_recurrent && reader.has(Interval))
            m_interval = reader.requirePositive(Interval);
        const std::string count = std::to_string(layers);
        reader.require(m_recurrent || !reader.has(Listed), "key " + reader.quoted(Listed) + " is no array");
        reader.require(!m_recurrent || m_recurrent->size() >= layers,
                       "key " + reader.quoted(Listed) + " has fewer entries than there are layers, " + count);
        m_firstAttention = m_interval - 1;
        if (m_recurrent)
            m_firstAttention = uint32_t(std::ranges::find(*m_recurrent, 0) - m_recurrent->begin());
        reader.require(m_firstAttention < layers, "by the key " + reader.quoted(m_recurrent ? Listed : Interval) +
                                                      " none of the " + count +
                                                      " layers has attention; at least one is needed");
    }

    bool isRecurrent(uint32_t layer) const
    {
        return m_recurrent ? (*m_recurrent)[layer] != 0 : (layer + 1) % m_interval != 0;
    }
    uint32_t firstAttention() const { return m_firstAttention; }

private:
    static constexpr const char *Listed = "attention.recurrent_layers", *Interval = "full_attention_interval";

    std::optional<std::vector<int64_t>> m_recurrent; // in place of the interval
    uint32_t m_interval = 4;                         // the last of so many layers has attention
    uint32_t m_firstAttention = 0;
};

// Some files say it of each layer, 0 of recurrent ones.
std::optional<uint32_t> readKeyValueHeads(const KeyReader &reader, const LayerKinds &kinds, uint32_t layers)
{
    constexpr const char *Name = "attention.head_count_kv";
    const std::optional<std::vector<int64_t>> heads = readArray(reader, Name);
    if (!heads)
        return std::nullopt;
    const std::string key = "key " + reader.quoted(Name);
    reader.require(heads->size() >= layers,
                   key + " has fewer entries than there are layers, " + std::to_string(layers));
    const int64_t first = (*heads)[kinds.firstAttention()];
    reader.require(first > 0 && first <= int64_t(WidestRow), key + " is " + std::to_string(first) + " for layer " +
                                                                 std::to_string(kinds.firstAttention()) +
                                                                 ", which has attention");
    for (uint32_t layer = 0; layer < layers; ++layer)
        reader.require(kinds.isRecurrent(layer) || (*heads)[layer] == first,
                       key + " is " + std::to_string(first) + " for one layer with attention and " +
                           std::to_string((*heads)[layer]) + " for layer " + std::to_string(layer) +
                           "; they must be alike");
    return uint32_t(first);
}

DeltaNet readDeltaNet(const KeyReader &reader)
{
    DeltaNet net;
    net.kernel = reader.requirePositive("ssm.conv_kernel");
    net.width = reader.requirePositive("ssm.state_size");
    net.keyHeads = reader.requirePositive("ssm.group_count");
    net.valueHeads = reader.requirePositive("ssm.time_step_rank");
    const uint32_t inner = reader.requirePositive("ssm.inner_size");
    const auto is = [&](const char *name, uint64_t value) {
        return "key " + reader.quoted(name) + " is " + std::to_string(value);
    };
    reader.require(net.kernel >= 2, is("ssm.conv_kernel", net.kernel) + "; at least 2 is needed");
    reader.require(net.width <= WidestState,
                   is("ssm.state_size", net.width) + "; at most " + std::to_string(WidestState) + " is supported");
    reader.require(net.valueHeads % net.keyHeads == 0,
                   is("ssm.group_count", net.keyHeads) + ", which does not divide the " +
                       std::to_string(net.valueHeads) + " heads of " + reader.quoted("ssm.time_step_rank"));
    reader.require(inner == uint64_t(net.valueHeads) * net.width,
                   is("ssm.inner_size", inner) + ", but " + std::to_string(net.valueHeads) + " heads of " +
                       std::to_string(net.width) + " are " + std::to_string(uint64_t(net.valueHeads) * net.width));
    const uint64_t channels = (2 * uint64_t(net.keyHeads) + net.valueHeads) * net.width;
    reader.require(uint64_t(net.valueHeads) * net.width * net.width <= WidestRow / 2 &&
                       channels <= WidestRow / 2 / net.kernel,
                   "what a recurrent layer keeps is too large: " + std::to_string(net.valueHeads) + " heads of " +
                       std::to_string(net.width) + ", and " + std::to_string(net.kernel) + " tokens of " +
                       std::to_string(channels) + " channels");
    return net;
}

GroupedAttention readGatedAttention(const KeyReader &reader, uint32_t embedding, const LayerKinds &kinds,
                                    uint32_t layers)
{
    GroupedAttention attention =
        readGroupedAttention(reader, embedding, QueryKeyNorm::EachHead, readKeyValueHeads(reader, kinds, layers));
    attention.gated = true;
    reader.require(attention.value == attention.head(),
                   "key " + reader.quoted("attention.value_length") + " is " + std::to_string(attention.value) +
                       ", but a gate has the width of a key, " + std::to_string(attention.head()));
    reader.require(attention.head() <= WidestRow / 2 / attention.heads,
                   "the heads of the attention are too wide: " + std::to_string(attention.heads) + " heads of " +
                       std::to_string(attention.head()) + " with gates of that width");
    return attention;
}

// Pairs of angles are dealt out to a position in the text and two in a picture (arXiv:2409.12191). Of a text all three
// are the same, but pairs that none of them gets do not turn.
void stopPairsOutsideOfSections(const KeyReader &reader, std::vector<float> &frequencies)
{
    constexpr const char *Name = "rope.dimension_sections";
    if (!reader.has(Name))
        return;
    std::optional<std::vector<int64_t>> sections = readArray(reader, Name);
    const auto isSize = [](int64_t size) { return size >= 0 && size <= int64_t(WidestRow); };
    reader.require(sections && (sections->size() == 3 || sections->size() == 4) &&
                       std::ranges::all_of(*sections, isSize) && std::ranges::any_of(*sections, std::identity()),
                   "key " + reader.quoted(Name) + " is no array of 3 or 4 sizes that are not all 0");
    int64_t all = 0;
    for (const int64_t size : *sections)
        all += size;
    for (size_t pair = 0; pair < frequencies.size(); ++pair) {
        const int64_t place = int64_t(pair) % all;
        if (place >= 3 * (*sections)[size_t(place % 3)])
            frequencies[pair] = 0;
    }
}

// Old files of Qwen3-Next keep the rows in the order of the first implementation.
void refuseJointInput(const KeyReader &reader, uint32_t layer)
{
    const std::string name = "blk." + std::to_string(layer) + ".ssm_in.weight";
    reader.require(!reader.file().findTensor(name),
                   "tensor '" + name +
                       "' holds queries, keys, values and gates of a recurrent layer in one, as the "
                       "first files of Qwen3-Next do, which is not supported; a newer file of the "
                       "model, with attn_qkv and attn_gate in its place, can be opened");
}

Hyperparameters readHybrid(const KeyReader &reader, bool keyHeadsAlternate, bool experts)
{
    Hyperparameters hyper = reader.readSizes();
    const uint32_t layers = reader.readLayerCount();
    const LayerKinds kinds(reader, layers);
    GroupedAttention attention = readGatedAttention(reader, hyper.embedding, kinds, layers);
    const WindowKeys windows(reader, hyper.contextLength);
    DeltaNet net = readDeltaNet(reader);
    net.keyHeadsAlternate = keyHeadsAlternate;
    if (experts)
        reader.requirePositive("expert_count");
    const FeedForwardKeys feedForwards =
        experts ? readMixtures(reader, layers, {.normalised = true, .gatedShared = true}) : readUnits(reader, layers);
    const auto mixerOf = [&](uint32_t layer) -> Mixer {
        if (!kinds.isRecurrent(layer)) {
            attention.window = windows.of(layer);
            return attention;
        }
        refuseJointInput(reader, layer);
        // Both of a key head's value heads, or more, have rows side by side: neighbours, as those of Qwen3-Next are.
        const std::string joint = "blk." + std::to_string(layer) + ".ssm_ba.weight";
        net.jointGates = !keyHeadsAlternate && reader.file().findTensor(joint);
        return net;
    };
    addLayers(reader, layers, mixerOf, feedForwards, hyper);
    readRopeFrequencies(reader, attention.rope, RopePairing::Halves, hyper);
    stopPairsOutsideOfSections(reader, hyper.ropeFrequencies);
    return hyper;
}

} // namespace

// Its value heads that are neighbours have a key head in common.
Hyperparameters readQwen3Next(const GgufFile &file) { return readHybrid({file, "qwen3next"}, false, true); }

Hyperparameters readQwen35(const GgufFile &file) { return readHybrid({file, "qwen35"}, true, false); }

Hyperparameters readQwen35Moe(const GgufFile &file) { return readHybrid({file, "qwen35moe"}, true, true); }

} // namespace deepscope
