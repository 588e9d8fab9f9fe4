#include "api/model_file.h"

#include "catalog/model_header.h"

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
    const auto number = [](auto value) { return double(value); };
    std::vector<Hyperparameter> list = {
        {"vocabulary", number(h.vocabulary)}, {"context_length", number(h.contextLength)},
        {"embedding", number(h.embedding)},   {"layers", number(h.layers)},
        {"heads", number(h.heads)},
    };
    if (h.hasLatentAttention())
        list.insert(list.end(), {{"kv_lora_rank", number(h.latent)},
                                 {"q_lora_rank", number(h.queryLatent)},
                                 {"qk_nope_head_dim", number(h.nope)},
                                 {"qk_rope_head_dim", number(h.rope)},
                                 {"v_head_dim", number(h.value)}});
    else
        list.insert(list.end(), {{"key_value_heads", number(h.keyValueHeads)},
                                 {"head_dim", number(h.head())},
                                 {"rope_dim", number(h.rope)},
                                 {"v_head_dim", number(h.value)}});
    list.insert(list.end(), {{"feed_forward", number(h.feedForward)},
                             {"norm_epsilon", shortest(h.normEpsilon)},
                             {"attention_scale", shortest(h.attentionScale)}});
    if (h.router.experts == 0)
        return list;
    list.insert(list.end(), {{"dense_layers", number(h.denseLayers)},
                             {"experts", number(h.router.experts)},
                             {"experts_used", number(h.router.used)},
                             {"shared_experts", number(h.sharedExperts)},
                             {"expert_feed_forward", number(h.expertFeedForward)},
                             {"expert_groups", number(h.router.groups)},
                             {"expert_groups_used", number(h.router.groupsUsed)},
                             {"gate", std::string(h.router.gate == Gate::Sigmoid ? "sigmoid" : "softmax")},
                             {"expert_weights_norm", h.router.normalise},
                             {"expert_weights_scale", shortest(h.router.scale)}});
    return list;
}

std::vector<int32_t> ModelFile::tokenize(std::string_view text, bool addBos, bool parseSpecial) const
{
    return m_state->header.tokenizer->encode(text, {addBos, parseSpecial});
}

std::string ModelFile::piece(int32_t token) const { return m_state->header.tokenizer->piece(token); }

std::string ModelFile::detokenize(const std::vector<int32_t> &tokens) const
{
    return m_state->header.tokenizer->decode(tokens);
}

} // namespace deepscope
