#include "tiny_delta.h"

namespace deepscope {

TinyDelta::TinyDelta(const std::string &name) : TinyModel(name, 4)
{
    removeTensorOfAllLayers("ffn_norm.weight");
    setTensorOfAllLayers("post_attention_norm.weight", {8});
    addAttention();
    addStates();
    if (name == "qwen35") {
        unsignedKeys["feed_forward_length"] = 10;
        setTensorOfAllLayers("ffn_gate.weight", {8, 10});
        setTensorOfAllLayers("ffn_up.weight", {8, 10});
        setTensorOfAllLayers("ffn_down.weight", {10, 8});
    } else {
        addExperts();
    }
    if (name != "qwen3next")
        arrayKeys["rope.dimension_sections"] = std::vector<int64_t>{1, 1, 0, 0};
}

void TinyDelta::addAttention()
{
    unsignedKeys.insert({{"attention.head_count", 4},
                         {"attention.head_count_kv", 2},
                         {"attention.key_length", 6},
                         {"attention.value_length", 6},
                         {"rope.dimension_count", 4}});
    for (const std::string block : {"blk.1.", "blk.3."}) {
        tensors[block + "attn_q.weight"] = {8, 48};
        tensors[block + "attn_k.weight"] = tensors[block + "attn_v.weight"] = {8, 12};
        tensors[block + "attn_output.weight"] = {24, 8};
        tensors[block + "attn_q_norm.weight"] = tensors[block + "attn_k_norm.weight"] = {6};
    }
}

void TinyDelta::addStates()
{
    unsignedKeys.insert({{"full_attention_interval", 2},
                         {"ssm.conv_kernel", 3},
                         {"ssm.state_size", 4},
                         {"ssm.group_count", 2},
                         {"ssm.time_step_rank", 4},
                         {"ssm.inner_size", 16}});
    setTensorOfRecurrentLayers("attn_qkv.weight", {8, 32});
    setTensorOfRecurrentLayers("attn_gate.weight", {8, 16});
    setTensorOfRecurrentLayers("ssm_beta.weight", {8, 4});
    setTensorOfRecurrentLayers("ssm_alpha.weight", {8, 4});
    setTensorOfRecurrentLayers("ssm_conv1d.weight", {3, 32});
    setTensorOfRecurrentLayers("ssm_a", {4});
    setTensorOfRecurrentLayers("ssm_dt.bias", {4});
    setTensorOfRecurrentLayers("ssm_norm.weight", {4});
    setTensorOfRecurrentLayers("ssm_out.weight", {16, 8});
}

void TinyDelta::addExperts()
{
    unsignedKeys.insert({{"expert_count", 4},
                         {"expert_used_count", 2},
                         {"expert_feed_forward_length", 10},
                         {"expert_shared_feed_forward_length", 6}});
    setTensorOfAllLayers("ffn_gate_inp.weight", {8, 4});
    setTensorOfAllLayers("ffn_gate_inp_shexp.weight", {8});
    for (const std::string part : {"ffn_gate", "ffn_up"}) {
        setTensorOfAllLayers(part + "_exps.weight", {8, 10, 4});
        setTensorOfAllLayers(part + "_shexp.weight", {8, 6});
    }
    setTensorOfAllLayers("ffn_down_exps.weight", {10, 8, 4});
    setTensorOfAllLayers("ffn_down_shexp.weight", {6, 8});
}

void TinyDelta::setTensorOfRecurrentLayers(const std::string &part, std::vector<uint64_t> shape)
{
    for (const char *block : {"blk.0.", "blk.2."})
        tensors[block + part] = shape;
}

void TinyDelta::removeTensorOfRecurrentLayers(const std::string &part)
{
    for (const char *block : {"blk.0.", "blk.2."})
        tensors.erase(block + part);
}

void TinyDelta::useJointGates()
{
    removeTensorOfRecurrentLayers("ssm_beta.weight");
    removeTensorOfRecurrentLayers("ssm_alpha.weight");
    setTensorOfRecurrentLayers("ssm_ba.weight", {8, 8});
}

} // namespace deepscope
