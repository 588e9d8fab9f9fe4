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

} // namespace

std::vector<Deepseek2Attention> takeDeepseek2Attention(const WeightStore &store, const Hyperparameters &hyper)
{
    std::vector<Deepseek2Attention> layers;
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        layers.push_back(takeAttention("blk." + std::to_string(layer) + ".", hyper, store));
    return layers;
}

} // namespace deepscope
