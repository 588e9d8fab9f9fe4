#include "tiny_grouped.h"

namespace deepscope {

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
    if (name == "qwen2")
        for (const auto &[part, width] : {std::pair{"attn_q.bias", 24}, {"attn_k.bias", 12}, {"attn_v.bias", 12}})
            setTensorOfAllLayers(part, {uint64_t(width)});
    const bool each = name.starts_with("qwen3");
    if (each || name == "olmoe") {
        setTensorOfAllLayers("attn_q_norm.weight", {each ? 6U : 24U});
        setTensorOfAllLayers("attn_k_norm.weight", {each ? 6U : 12U});
    }
    if (name == "qwen3moe" || name == "olmoe")
        useExperts();
}

void TinyGrouped::useExperts()
{
    unsignedKeys.insert({{"expert_count", 4}, {"expert_used_count", 2}, {"expert_feed_forward_length", 10}});
    setTensorOfAllLayers("ffn_gate_inp.weight", {8, 4});
    for (const std::string part : {"ffn_gate", "ffn_up", "ffn_down"}) {
        removeTensorOfAllLayers(part + ".weight");
        setTensorOfAllLayers(part + "_exps.weight",
                             part == "ffn_down" ? std::vector<uint64_t>{10, 8, 4} : std::vector<uint64_t>{8, 10, 4});
    }
}

} // namespace deepscope
