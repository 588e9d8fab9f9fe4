#include "model/deepseek2.h"

#include "model/deepseek2_tensors.h"
#include "model/hyperparameter_reader.h"

#include <cmath>

namespace deepscope {

namespace {

void readAttention(const HyperparameterReader &reader, Hyperparameters &hyper)
{
    hyper.latent = reader.requirePositive("attention.kv_lora_rank");
    hyper.rope = reader.requirePositive("rope.dimension_count");
    reader.require(hyper.rope % 2 == 0, "key " + reader.quoted("rope.dimension_count") + " is " +
                                            std::to_string(hyper.rope) + "; an even number is needed");
    // Files with attn_k_b and attn_v_b count the latent row as the key and say the heads' own sizes in keys of MLA.
    hyper.jointKeyValue = reader.file().findTensor("blk.0.attn_kv_b.weight") != nullptr;
    const bool mla = reader.has("attention.key_length_mla");
    const char *keyName = mla ? "attention.key_length_mla" : "attention.key_length";
    const uint32_t head = reader.requirePositive(keyName);
    reader.require(head > hyper.rope, "key " + reader.quoted(keyName) + " is " + std::to_string(head) +
                                          "; it must be larger than " + reader.quoted("rope.dimension_count") + ", " +
                                          std::to_string(hyper.rope));
    hyper.nope = head - hyper.rope;
    hyper.value = reader.requirePositive(mla ? "attention.value_length_mla" : "attention.value_length");
    // Some readers ignore the rank for certain layer counts, so the tensors decide whether there is a query LoRA.
    if (!reader.file().findTensor("blk.0.attn_q.weight"))
        hyper.queryLatent = reader.requirePositive("attention.q_lora_rank");
    for (uint64_t width : {hyper.latent + uint64_t(hyper.rope), uint64_t(head), uint64_t(hyper.value)})
        reader.require(width <= WidestRow / hyper.heads,
                       "the heads of the attention are too wide: " + std::to_string(hyper.heads) + " heads of " +
                           std::to_string(width));
}

void readRope(const HyperparameterReader &reader, Hyperparameters &hyper)
{
    const double base = reader.readRopeBase();
    RopeScaling scaling = reader.readRopeScaling();
    scaling.logMultiplier = reader.floatOr("rope.scaling.yarn_log_multiplier", 0);
    hyper.ropePairing = RopePairing::Adjacent;
    hyper.ropeFrequencies = ropeFrequencies(hyper.rope, base, scaling);
    hyper.attentionScale = float(std::pow(scaling.magnitude(), 2) / std::sqrt(double(hyper.head())));
}

// The first files of GLM-4.7-Flash do not name their gate; it is known by its layers and its vocabulary.
Gate gateWithoutKey(const Hyperparameters &hyper)
{
    const bool glmFlash = (hyper.layers == 47 || hyper.layers == 48) && hyper.vocabulary == 154880;
    return glmFlash ? Gate::Sigmoid : Gate::Softmax;
}

} // namespace

Hyperparameters readDeepseek2Hyperparameters(const GgufFile &file)
{
    const HyperparameterReader reader(file, "deepseek2");
    Hyperparameters hyper = reader.readSizes();
    reader.require(reader.floatOr("attention.temperature_scale", 0) == 0,
                   "key " + reader.quoted("attention.temperature_scale") +
                       " asks for queries that are scaled by their position (Mistral), which is not supported");
    readAttention(reader, hyper);
    readExperts(reader, {.normalised = false, .gate = gateWithoutKey(hyper)}, hyper);
    if (!hyper.layerHasExperts(0))
        hyper.feedForward = reader.requirePositive("feed_forward_length");
    // Before anything is made as large as the metadata says.
    checkDeepseek2Tensors(file, hyper);
    readRope(reader, hyper);
    return hyper;
}

} // namespace deepscope
