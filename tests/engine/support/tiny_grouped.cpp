#include "tiny_grouped.h"

namespace deepscope {

using Shape = std::vector<uint64_t>;

TinyGrouped::TinyGrouped(const std::string &name) : TinyModel(name, 2)
{
    unsignedKeys.insert({{"feed_forward_length", 10},
                         {"attention.head_count", 4},
                         {"attention.head_count_kv", 2},
                         {"attention.key_length", 6},
                         {"attention.value_length", 6},
                         {"rope.dimension_count", 6}});
    setTensorOfAllLayers("attn_q.weight", {8, 24});
    setTensorOfAllLayers("attn_k.weight", {8, 12});
    setTensorOfAllLayers("attn_v.weight", {8, 12});
    setTensorOfAllLayers("attn_output.weight", {24, 8});
    setTensorOfAllLayers("ffn_gate.weight", {8, 10});
    setTensorOfAllLayers("ffn_up.weight", {8, 10});
    setTensorOfAllLayers("ffn_down.weight", {10, 8});
    const bool glm = name == "glm4moe", gptOss = name == "gpt-oss";
    if (name == "qwen2" || glm || gptOss)
        addBiases();
    const bool each = name.starts_with("qwen3");
    if (each || name == "olmoe") {
        setTensorOfAllLayers("attn_q_norm.weight", {each ? 6U : 24U});
        setTensorOfAllLayers("attn_k_norm.weight", {each ? 6U : 12U});
    }
    if (name == "qwen3moe" || name == "olmoe" || glm || gptOss)
        useExperts();
    if (gptOss)
        addGptOss();
    if (glm)
        addGlm4Moe();
}

void TinyGrouped::addBiases()
{
    setTensorOfAllLayers("attn_q.bias", {24});
    setTensorOfAllLayers("attn_k.bias", {12});
    setTensorOfAllLayers("attn_v.bias", {12});
}

void TinyGrouped::addGptOss()
{
    unsignedKeys.erase("rope.dimension_count");
    unsignedKeys["attention.sliding_window"] = 5;
    removeTensorOfAllLayers("ffn_norm.weight");
    setTensorOfAllLayers("post_attention_norm.weight", {8});
    setTensorOfAllLayers("attn_output.bias", {8});
    setTensorOfAllLayers("attn_sinks.weight", {4});
    setTensorOfAllLayers("ffn_gate_inp.bias", {4});
    setTensorOfAllLayers("ffn_gate_exps.bias", {10, 4});
    setTensorOfAllLayers("ffn_up_exps.bias", {10, 4});
    setTensorOfAllLayers("ffn_down_exps.bias", {8, 4});
}

void TinyGrouped::addGlm4Moe()
{
    unsignedKeys["rope.dimension_count"] = 4;
    unsignedKeys.insert({{"leading_dense_block_count", 1}, {"expert_shared_count", 1}});
    removeTensorOfAllLayers("ffn_norm.weight");
    setTensorOfAllLayers("post_attention_norm.weight", {8});
    tensors["blk.1.exp_probs_b.bias"] = {4};
    for (const std::string part : {"gate", "up", "down"}) {
        const bool down = part == "down";
        tensors["blk.1.ffn_" + part + "_shexp.weight"] = down ? Shape{10, 8} : Shape{8, 10};
        tensors["blk.0.ffn_" + part + ".weight"] = down ? Shape{10, 8} : Shape{8, 10};
        tensors.erase("blk.0.ffn_" + part + "_exps.weight");
    }
    tensors.erase("blk.0.ffn_gate_inp.weight");
}

void TinyGrouped::useExperts()
{
    unsignedKeys.insert({{"expert_count", 4}, {"expert_used_count", 2}, {"expert_feed_forward_length", 10}});
    setTensorOfAllLayers("ffn_gate_inp.weight", {8, 4});
    for (const std::string part : {"ffn_gate", "ffn_up", "ffn_down"}) {
        removeTensorOfAllLayers(part + ".weight");
        setTensorOfAllLayers(part + "_exps.weight", part == "ffn_down" ? Shape{10, 8, 4} : Shape{8, 10, 4});
    }
}

} // namespace deepscope
