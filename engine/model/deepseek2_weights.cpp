#include "model/deepseek2_weights.h"

#include <string>

namespace deepscope {

namespace {

// attn_kv_b holds for each head its nope key rows and then its value rows.
void takeJointKeyValue(const gpu::Tensor &joint, const Hyperparameters &hyper, Deepseek2Attention &attention)
{
    gpu::Tensor heads = joint;
    heads.planes = hyper.heads;
    heads.rows = hyper.nope + hyper.value;
    attention.keyUp = {heads, 0, hyper.nope};
    attention.keyUpTransposed = true;
    attention.valueUp = {heads, hyper.nope, hyper.value};
}

Deepseek2Attention takeAttention(const std::string &block, const Hyperparameters &hyper, const WeightStore &store)
{
    Deepseek2Attention attention;
    attention.norm = store.require(block + "attn_norm.weight");
    if (hyper.queryLatent > 0) {
        attention.queryDown = store.require(block + "attn_q_a.weight");
        attention.queryNorm = store.require(block + "attn_q_a_norm.weight");
        attention.queryUp = store.require(block + "attn_q_b.weight");
    } else {
        attention.query = store.require(block + "attn_q.weight");
    }
    attention.keyValueDown = store.require(block + "attn_kv_a_mqa.weight");
    attention.keyValueNorm = store.require(block + "attn_kv_a_norm.weight");
    if (hyper.jointKeyValue) {
        takeJointKeyValue(store.require(block + "attn_kv_b.weight"), hyper, attention);
    } else {
        attention.keyUp = {store.require(block + "attn_k_b.weight"), 0, hyper.latent};
        attention.valueUp = {store.require(block + "attn_v_b.weight"), 0, hyper.value};
    }
    attention.output = store.require(block + "attn_output.weight");
    return attention;
}

Deepseek2FeedForward takeFeedForward(const std::string &block, bool experts, const Hyperparameters &hyper,
                                     const WeightStore &store)
{
    Deepseek2FeedForward ffn;
    ffn.norm = store.require(block + "ffn_norm.weight");
    if (experts) {
        ffn.router = store.require(block + "ffn_gate_inp.weight");
        ffn.routerBias = store.find(block + "exp_probs_b.bias");
        ffn.expertGate = store.require(block + "ffn_gate_exps.weight");
        ffn.expertUp = store.require(block + "ffn_up_exps.weight");
        ffn.expertDown = store.require(block + "ffn_down_exps.weight");
    }
    if (experts && hyper.sharedExperts == 0)
        return ffn;
    const std::string suffix = experts ? "_shexp.weight" : ".weight";
    ffn.gate = store.require(block + "ffn_gate" + suffix);
    ffn.up = store.require(block + "ffn_up" + suffix);
    ffn.down = store.require(block + "ffn_down" + suffix);
    return ffn;
}

} // namespace

Deepseek2Weights::Deepseek2Weights(const Hyperparameters &hyper, const WeightStore &store)
    : embedding(store.require("token_embd.weight")), outputNorm(store.require("output_norm.weight")),
      output(store.find("output.weight"))
{
    if (!output)
        output = embedding;
    for (uint32_t layer = 0; layer < hyper.layers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        layers.push_back(
            {takeAttention(block, hyper, store), takeFeedForward(block, hyper.layerHasExperts(layer), hyper, store)});
    }
}

} // namespace deepscope
