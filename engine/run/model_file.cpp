#include "api/model_file.h"

#include "api/error.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "model/memory_plan.h"
#include "model/model_info.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

namespace deepscope {

struct ModelFile::State {
    explicit State(const std::string &path)
        : file(resolveModelPath(path)), hyper(readHyperparameters(file)), tokenizer(makeTokenizer(file)),
          info(readModelInfo(file, hyper))
    {
        info.path = path;
        info.tokenizer = tokenizer->description();
        info.chatTemplateFamily = makeChatTemplate(file)->family();
    }
    GgufFile file;
    Hyperparameters hyper;
    std::unique_ptr<Tokenizer> tokenizer;
    ModelInfo info;
};

ModelFile::ModelFile(const std::string &path) : m_state(std::make_unique<State>(path)) {}

ModelFile::~ModelFile() = default;

const ModelInfo &ModelFile::info() const { return m_state->info; }

MemoryPlan ModelFile::plan(uint32_t context, CacheType cacheType) const
{
    if (context > m_state->hyper.contextLength)
        throw Error(ErrorKind::Usage, "A context of " + std::to_string(context) + " tokens is more than the " +
                                          std::to_string(m_state->hyper.contextLength) +
                                          " that this model was made for.");
    return planMemory(m_state->file, m_state->hyper, context > 0 ? context : m_state->hyper.contextLength, cacheType);
}

uint32_t ModelFile::largestContext(uint64_t budget, CacheType cacheType) const
{
    return deepscope::largestContext(m_state->file, m_state->hyper, budget, cacheType);
}

std::vector<std::pair<std::string, std::string>> ModelFile::hyperparameters() const
{
    const Hyperparameters &h = m_state->hyper;
    const auto number = [](auto value) { return std::to_string(value); };
    std::vector<std::pair<std::string, std::string>> list = {
        {"vocabulary", number(h.vocabulary)},
        {"context_length", number(h.contextLength)},
        {"embedding", number(h.embedding)},
        {"layers", number(h.layers)},
        {"heads", number(h.heads)},
        {"kv_lora_rank", number(h.latent)},
        {"q_lora_rank", number(h.queryLatent)},
        {"qk_nope_head_dim", number(h.nope)},
        {"qk_rope_head_dim", number(h.rope)},
        {"v_head_dim", number(h.value)},
        {"feed_forward", number(h.feedForward)},
        {"norm_epsilon", number(h.normEpsilon)},
        {"attention_scale", number(h.attentionScale)},
    };
    if (h.router.experts == 0)
        return list;
    list.insert(list.end(), {{"dense_layers", number(h.denseLayers)},
                             {"experts", number(h.router.experts)},
                             {"experts_used", number(h.router.used)},
                             {"shared_experts", number(h.sharedExperts)},
                             {"expert_feed_forward", number(h.expertFeedForward)},
                             {"expert_groups", number(h.router.groups)},
                             {"expert_groups_used", number(h.router.groupsUsed)},
                             {"gate", h.router.gate == Gate::Sigmoid ? "sigmoid" : "softmax"},
                             {"expert_weights_norm", h.router.normalise ? "yes" : "no"},
                             {"expert_weights_scale", number(h.router.scale)}});
    return list;
}

std::vector<int32_t> ModelFile::tokenize(std::string_view text, bool addBos, bool parseSpecial) const
{
    return m_state->tokenizer->encode(text, {addBos, parseSpecial});
}

std::string ModelFile::piece(int32_t token) const { return m_state->tokenizer->piece(token); }

std::string ModelFile::detokenize(const std::vector<int32_t> &tokens) const
{
    for (const int32_t token : tokens)
        if (token < 0 || uint32_t(token) >= m_state->tokenizer->size())
            throw Error(ErrorKind::Usage, "The token " + std::to_string(token) + " is not in the vocabulary.");
    return m_state->tokenizer->decode(tokens);
}

} // namespace deepscope
