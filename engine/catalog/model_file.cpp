#include "api/model_file.h"

#include "catalog/model_header.h"
#include "model/layer_state.h"

#include <algorithm>
#include <charconv>

namespace deepscope {

namespace {

// The shortest decimal number that reads back as the same float: 1e-06 stays 1e-06 as a double.
double shortest(float value)
{
    char text[32] = {};
    std::to_chars(text, text + sizeof text, value);
    return std::stod(text);
}

double number(uint32_t value) { return value; }

std::vector<Hyperparameter> namedNumbers(const LatentAttention &attention)
{
    return {{"heads", number(attention.heads)},
            {"kv_lora_rank", number(attention.latent)},
            {"q_lora_rank", number(attention.queryLatent)},
            {"qk_nope_head_dim", number(attention.nope)},
            {"qk_rope_head_dim", number(attention.rope)},
            {"v_head_dim", number(attention.value)}};
}

std::vector<Hyperparameter> namedNumbers(const GroupedAttention &attention)
{
    return {{"heads", number(attention.heads)},
            {"key_value_heads", number(attention.keyValueHeads)},
            {"head_dim", number(attention.head())},
            {"rope_dim", number(attention.rope)},
            {"v_head_dim", number(attention.value)}};
}

std::vector<Hyperparameter> namedNumbers(const DeltaNet &net)
{
    return {{"state_key_heads", number(net.keyHeads)},
            {"state_heads", number(net.valueHeads)},
            {"state_width", number(net.width)},
            {"convolution", number(net.kernel)}};
}

bool hasSinks(const LayerShape &layer)
{
    const auto *attention = std::get_if<GroupedAttention>(&layer.mixer);
    return attention && attention->sinks;
}

float scaleOf(const auto &attention) { return attention.scale; }
float scaleOf(const DeltaNet &) { return 0; }

std::vector<Hyperparameter> namedNumbers(const Mixture &mixture, uint32_t denseLayers)
{
    const RouterRule &router = mixture.router;
    return {{"dense_layers", number(denseLayers)},
            {"experts", number(router.experts)},
            {"experts_used", number(router.used)},
            {"shared_experts", number(mixture.shared)},
            {"expert_feed_forward", number(mixture.width)},
            {"expert_groups", number(router.groups)},
            {"expert_groups_used", number(router.groupsUsed)},
            {"gate", std::string(router.gate == Gate::Sigmoid ? "sigmoid" : "softmax")},
            {"expert_weights_norm", router.normalise},
            {"expert_weights_scale", shortest(router.scale)}};
}

} // namespace

struct ModelFile::State {
    ModelHeader header;
};

ModelFile::ModelFile(const std::string &path) : m_state(std::make_unique<State>(State{ModelHeader(path)})) {}

ModelFile::~ModelFile() = default;

const ModelInfo &ModelFile::info() const { return m_state->header.info; }

MemoryPlan ModelFile::plan(uint32_t context, CacheType cacheType) const
{
    return m_state->header.plan(context, cacheType);
}

std::vector<Hyperparameter> ModelFile::hyperparameters() const
{
    const Hyperparameters &h = m_state->header.hyper;
    std::vector<Hyperparameter> list = {{"vocabulary", number(h.vocabulary)},
                                        {"context_length", number(h.contextLength)},
                                        {"embedding", number(h.embedding)},
                                        {"layers", number(h.layerCount())}};
    const auto add = [&](const std::vector<Hyperparameter> &more) {
        list.insert(list.end(), more.begin(), more.end());
    };
    // The first layer with attention speaks for all that have it, and the first without for the others.
    const auto isRecurrent = [](const LayerShape &layer) { return std::holds_alternative<DeltaNet>(layer.mixer); };
    float scale = 0;
    std::visit(
        [&](const auto &attention) {
            add(namedNumbers(attention));
            scale = scaleOf(attention);
        },
        std::ranges::find_if_not(h.layers, isRecurrent)->mixer);
    if (const auto first = std::ranges::find_if(h.layers, isRecurrent); first != h.layers.end()) {
        add({{"recurrent_layers", number(info().recurrentLayers)}});
        add(namedNumbers(std::get<DeltaNet>(first->mixer)));
    }
    if (const uint32_t window = longestWindow(h)) {
        const auto has = [](const LayerShape &layer) { return windowOf(layer.mixer) > 0; };
        add({{"window", number(window)}, {"windowed_layers", number(uint32_t(std::ranges::count_if(h.layers, has)))}});
    }
    if (std::ranges::any_of(h.layers, hasSinks))
        add({{"sinks", true}});
    if (const auto *unit = std::get_if<GatedUnit>(&h.layers.front().feedForward))
        add({{"feed_forward", number(unit->width)}});
    add({{"norm_epsilon", shortest(h.normEpsilon)}, {"attention_scale", shortest(scale)}});
    if (const Mixture *mixture = mixtureOf(h.layers.back()))
        add(namedNumbers(*mixture, info().denseLayers));
    return list;
}

std::vector<std::string> ModelFile::thoughtMarks() const
{
    if (const ThoughtMarks *marks = m_state->header.saidMarks)
        return {std::string(marks->open), std::string(marks->close)};
    return {};
}

std::vector<int32_t> ModelFile::tokenize(std::string_view text, const TextReading &reading) const
{
    return m_state->header.tokenizer->encode(
        text, {.addBos = reading.addBos, .parseSpecial = reading.parseSpecial, .normalise = reading.normalise});
}

std::string ModelFile::piece(int32_t token) const { return m_state->header.tokenizer->piece(token); }

std::string ModelFile::detokenize(const std::vector<int32_t> &tokens) const
{
    return m_state->header.tokenizer->decode(tokens);
}

} // namespace deepscope
