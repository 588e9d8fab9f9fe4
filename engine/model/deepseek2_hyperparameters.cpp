#include "model/deepseek2_hyperparameters.h"

#include "model/gguf_cursor.h"
#include "model/rope_scaling.h"

#include <cmath>

namespace deepscope {

namespace {

constexpr uint64_t WidestRow = 0x7fffffff;

std::string key(std::string_view name) { return "deepseek2." + std::string(name); }

void require(const GgufFile &file, bool holds, const std::string &sentence)
{
    if (!holds)
        file.fail(sentence);
}

uint32_t requirePositive(const GgufFile &file, std::string_view name)
{
    const uint32_t value = file.requireUnsigned(key(name));
    require(file, value > 0, "key " + quotedName(key(name)) + " is 0; at least 1 is needed");
    return value;
}

uint32_t readVocabulary(const GgufFile &file)
{
    const std::vector<std::string> *tokens = file.strings("tokenizer.ggml.tokens");
    if (!file.has(key("vocab_size")) && tokens)
        return uint32_t(tokens->size());
    const uint32_t vocabulary = requirePositive(file, "vocab_size");
    require(file, !tokens || tokens->size() == vocabulary,
            "key 'deepseek2.vocab_size' is " + std::to_string(vocabulary) + " but 'tokenizer.ggml.tokens' has " +
                std::to_string(tokens ? tokens->size() : 0) + " entries");
    return vocabulary;
}

void readAttention(const GgufFile &file, Hyperparameters &hyper)
{
    hyper.latent = requirePositive(file, "attention.kv_lora_rank");
    hyper.rope = requirePositive(file, "rope.dimension_count");
    require(file, hyper.rope % 2 == 0,
            "key 'deepseek2.rope.dimension_count' is " + std::to_string(hyper.rope) + "; an even number is needed");
    // Files with attn_k_b and attn_v_b count the latent row as the key and say the heads' own sizes in keys of MLA.
    hyper.jointKeyValue = file.findTensor("blk.0.attn_kv_b.weight") != nullptr;
    const bool mla = file.has(key("attention.key_length_mla"));
    const char *keyName = mla ? "attention.key_length_mla" : "attention.key_length";
    const uint32_t head = requirePositive(file, keyName);
    require(file, head > hyper.rope,
            "key " + quotedName(key(keyName)) + " is " + std::to_string(head) +
                "; it must be larger than 'deepseek2.rope.dimension_count', " + std::to_string(hyper.rope));
    hyper.nope = head - hyper.rope;
    hyper.value = requirePositive(file, mla ? "attention.value_length_mla" : "attention.value_length");
    // Some readers ignore the rank for certain layer counts, so the tensors decide whether there is a query LoRA.
    if (!file.findTensor("blk.0.attn_q.weight"))
        hyper.queryLatent = requirePositive(file, "attention.q_lora_rank");
    for (uint64_t width : {hyper.latent + uint64_t(hyper.rope), uint64_t(head), uint64_t(hyper.value)})
        require(file, width <= WidestRow / hyper.heads,
                "the heads of the attention are too wide: " + std::to_string(hyper.heads) + " heads of " +
                    std::to_string(width));
}

RopeScaling readRopeScaling(const GgufFile &file)
{
    RopeScaling scaling;
    const std::string type = file.stringOr(key("rope.scaling.type"), "none");
    require(file, type == "none" || type == "yarn",
            "key 'deepseek2.rope.scaling.type' is " + quotedName(type) + "; supported: none, yarn");
    if (type == "none")
        return scaling;
    scaling.yarn = true;
    scaling.factor = file.requireFloat(key("rope.scaling.factor"));
    scaling.originalContext = requirePositive(file, "rope.scaling.original_context_length");
    scaling.betaFast = file.floatOr(key("rope.scaling.yarn_beta_fast"), 32);
    scaling.betaSlow = file.floatOr(key("rope.scaling.yarn_beta_slow"), 1);
    scaling.logMultiplier = file.floatOr(key("rope.scaling.yarn_log_multiplier"), 0);
    require(file, scaling.factor >= 1, "key 'deepseek2.rope.scaling.factor' is below 1");
    require(file, scaling.betaFast > 0 && scaling.betaSlow > 0,
            "the keys 'deepseek2.rope.scaling.yarn_beta_fast' and '_slow' must be above 0");
    return scaling;
}

void readRope(const GgufFile &file, Hyperparameters &hyper)
{
    const double base = file.requireFloat(key("rope.freq_base"));
    require(file, base > 1, "key 'deepseek2.rope.freq_base' is not above 1");
    const RopeScaling scaling = readRopeScaling(file);
    hyper.ropePairing = RopePairing::Adjacent;
    hyper.ropeFrequencies = ropeFrequencies(hyper.rope, base, scaling);
    hyper.attentionScale = float(std::pow(scaling.magnitude(), 2) / std::sqrt(double(hyper.head())));
}

Gate readGate(const GgufFile &file)
{
    const uint32_t number = file.unsignedOr(key("expert_gating_func"), 0);
    require(file, number <= 2,
            "key 'deepseek2.expert_gating_func' is " + std::to_string(number) +
                "; supported: 1 (softmax), 2 (sigmoid)");
    return number == 2 ? Gate::Sigmoid : Gate::Softmax;
}

void readGroups(const GgufFile &file, RouterRule &router)
{
    router.groups = std::max(1U, file.unsignedOr(key("expert_group_count"), 1));
    if (router.groups == 1)
        return;
    router.groupsUsed = requirePositive(file, "expert_group_used_count");
    require(file, router.experts % router.groups == 0,
            std::to_string(router.groups) + " groups (key 'deepseek2.expert_group_count') do not divide the " +
                std::to_string(router.experts) + " experts");
    require(file, router.groupsUsed <= router.groups,
            "key 'deepseek2.expert_group_used_count' is " + std::to_string(router.groupsUsed) + ", but there are " +
                std::to_string(router.groups) + " groups");
    const uint64_t choice = uint64_t(router.groupsUsed) * (router.experts / router.groups);
    require(file, router.used <= choice,
            "key 'deepseek2.expert_used_count' is " + std::to_string(router.used) + ", but the groups in use hold " +
                std::to_string(choice) + " experts");
}

void readExperts(const GgufFile &file, Hyperparameters &hyper)
{
    RouterRule &router = hyper.router;
    router.experts = file.unsignedOr(key("expert_count"), 0);
    if (router.experts == 0)
        return;
    require(file, router.experts <= MostExperts,
            "key 'deepseek2.expert_count' is " + std::to_string(router.experts) + "; at most " +
                std::to_string(MostExperts) + " are supported");
    router.used = requirePositive(file, "expert_used_count");
    require(file, router.used <= router.experts,
            "key 'deepseek2.expert_used_count' is " + std::to_string(router.used) + ", but there are " +
                std::to_string(router.experts) + " experts");
    readGroups(file, router);
    router.gate = readGate(file);
    router.normalise = file.boolOr(key("expert_weights_norm"), false);
    const float scale = file.floatOr(key("expert_weights_scale"), 1);
    router.scale = scale == 0 ? 1 : scale; // 0 stands for none
    hyper.denseLayers = file.unsignedOr(key("leading_dense_block_count"), 0);
    require(file, hyper.denseLayers <= hyper.layers,
            "key 'deepseek2.leading_dense_block_count' is " + std::to_string(hyper.denseLayers) + ", but there are " +
                std::to_string(hyper.layers) + " layers");
    hyper.expertFeedForward = requirePositive(file, "expert_feed_forward_length");
    hyper.sharedExperts = file.unsignedOr(key("expert_shared_count"), 0);
    const std::string shared = "blk." + std::to_string(hyper.denseLayers) + ".ffn_gate_shexp.weight";
    require(file, hyper.sharedExperts > 0 || !file.findTensor(shared),
            "key 'deepseek2.expert_shared_count' is missing or 0, but there is a tensor '" + shared + "'");
    require(file, uint64_t(hyper.sharedExperts) * hyper.expertFeedForward <= WidestRow,
            "key 'deepseek2.expert_shared_count' is too large: " + std::to_string(hyper.sharedExperts));
}

} // namespace

Hyperparameters readDeepseek2Hyperparameters(const GgufFile &file)
{
    Hyperparameters hyper;
    hyper.architecture = "deepseek2";
    hyper.vocabulary = readVocabulary(file);
    hyper.contextLength = requirePositive(file, "context_length");
    hyper.embedding = requirePositive(file, "embedding_length");
    hyper.layers = requirePositive(file, "block_count");
    hyper.heads = requirePositive(file, "attention.head_count");
    hyper.normEpsilon = file.requireFloat(key("attention.layer_norm_rms_epsilon"));
    require(file, hyper.normEpsilon > 0, "key 'deepseek2.attention.layer_norm_rms_epsilon' is not above 0");
    readAttention(file, hyper);
    readExperts(file, hyper);
    if (!hyper.layerHasExperts(0))
        hyper.feedForward = requirePositive(file, "feed_forward_length");
    // Before anything is made as large as the metadata says.
    checkDeepseek2Tensors(file, hyper);
    readRope(file, hyper);
    return hyper;
}

} // namespace deepscope
