// DeepSeek-V2 (arXiv:2405.04434) and V3 (arXiv:2412.19437), and what is built like them: GGUF architecture "deepseek2".
#include "model/key_reader.h"

#include <cmath>

namespace deepscope {

namespace {

RopeScaling readScaling(const KeyReader &reader)
{
    RopeScaling scaling = reader.readRopeScaling();
    scaling.logMultiplier = reader.floatOr("rope.scaling.yarn_log_multiplier", 0);
    return scaling;
}

LatentAttention readAttention(const KeyReader &reader, const RopeScaling &scaling)
{
    LatentAttention attention;
    attention.heads = reader.requirePositive("attention.head_count");
    attention.latent = reader.requirePositive("attention.kv_lora_rank");
    attention.rope = reader.requirePositive("rope.dimension_count");
    reader.require(attention.rope % 2 == 0, "key " + reader.quoted("rope.dimension_count") + " is " +
                                                std::to_string(attention.rope) + "; an even number is needed");
    // Files with attn_k_b and attn_v_b count the latent row as the key and say the heads' own sizes in keys of MLA.
    // Some hold both forms, of which the pass needs one: the one that these keys speak of.
    const bool mla = reader.has("attention.key_length_mla");
    const bool joint = reader.file().findTensor("blk.0.attn_kv_b.weight"),
               split = reader.file().findTensor("blk.0.attn_k_b.weight");
    attention.jointKeyValue = joint && !(split && mla);
    const char *keyName = mla ? "attention.key_length_mla" : "attention.key_length";
    const uint32_t head = reader.requirePositive(keyName);
    reader.require(head > attention.rope, "key " + reader.quoted(keyName) + " is " + std::to_string(head) +
                                              "; it must be larger than " + reader.quoted("rope.dimension_count") +
                                              ", " + std::to_string(attention.rope));
    attention.nope = head - attention.rope;
    attention.value = reader.requirePositive(mla ? "attention.value_length_mla" : "attention.value_length");
    // Some readers ignore the rank for certain layer counts, so the tensors decide whether there is a query LoRA.
    if (!reader.file().findTensor("blk.0.attn_q.weight"))
        attention.queryLatent = reader.requirePositive("attention.q_lora_rank");
    for (uint64_t width : {attention.latent + uint64_t(attention.rope), uint64_t(head), uint64_t(attention.value)})
        reader.require(width <= WidestRow / attention.heads,
                       "the heads of the attention are too wide: " + std::to_string(attention.heads) + " heads of " +
                           std::to_string(width));
    attention.scale = float(std::pow(scaling.magnitude(), 2) / std::sqrt(double(head)));
    return attention;
}

// The first files of GLM-4.7-Flash do not name their gate; it is known by its layers and its vocabulary.
Gate gateWithoutKey(uint32_t layers, uint32_t vocabulary)
{
    const bool glmFlash = (layers == 47 || layers == 48) && vocabulary == 154880;
    return glmFlash ? Gate::Sigmoid : Gate::Softmax;
}

} // namespace

Hyperparameters readDeepseek2(const GgufFile &file)
{
    const KeyReader reader(file, "deepseek2");
    Hyperparameters hyper = reader.readSizes();
    reader.require(reader.floatOr("attention.temperature_scale", 0) == 0,
                   "key " + reader.quoted("attention.temperature_scale") +
                       " asks for queries that are scaled by their position (Mistral), which is not supported");
    const uint32_t layers = reader.readLayerCount();
    const RopeScaling scaling = readScaling(reader);
    const LatentAttention attention = readAttention(reader, scaling);
    const Gate gate = gateWithoutKey(layers, hyper.vocabulary);
    addLayers(reader, layers, attention, readMixtures(reader, layers, {.normalised = false, .gate = gate}), hyper);
    hyper.ropePairing = RopePairing::Adjacent;
    hyper.ropeFrequencies = ropeFrequencies(attention.rope, reader.readRopeBase(), scaling);
    return hyper;
}

} // namespace deepscope
