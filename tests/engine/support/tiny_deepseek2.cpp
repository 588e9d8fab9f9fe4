#include "tiny_deepseek2.h"

namespace deepscope {

TinyDeepseek2::TinyDeepseek2() : TinyModel("deepseek2", 3)
{
    unsignedKeys.insert({{"feed_forward_length", 10},
                         {"attention.head_count", 2},
                         {"attention.kv_lora_rank", 6},
                         {"attention.key_length", 8},
                         {"attention.value_length", 6},
                         {"attention.key_length_mla", 6},
                         {"attention.value_length_mla", 3},
                         {"rope.dimension_count", 2},
                         {"leading_dense_block_count", 1},
                         {"expert_count", 4},
                         {"expert_used_count", 2},
                         {"expert_feed_forward_length", 7},
                         {"expert_shared_count", 1}});
    setTensorOfAllLayers("attn_q.weight", {8, 12});
    setTensorOfAllLayers("attn_kv_a_mqa.weight", {8, 8});
    setTensorOfAllLayers("attn_kv_a_norm.weight", {6});
    setTensorOfAllLayers("attn_k_b.weight", {4, 6, 2});
    setTensorOfAllLayers("attn_v_b.weight", {6, 3, 2});
    setTensorOfAllLayers("attn_output.weight", {6, 8});
    for (const char *part : {"ffn_gate", "ffn_up"})
        tensors["blk.0." + std::string(part) + ".weight"] = {8, 10};
    tensors["blk.0.ffn_down.weight"] = {10, 8};
    for (const std::string block : {"blk.1.", "blk.2."}) {
        tensors[block + "ffn_gate_inp.weight"] = {8, 4};
        for (const std::string part : {"ffn_gate", "ffn_up"}) {
            tensors[block + part + "_exps.weight"] = {8, 7, 4};
            tensors[block + part + "_shexp.weight"] = {8, 7};
        }
        tensors[block + "ffn_down_exps.weight"] = {7, 8, 4};
        tensors[block + "ffn_down_shexp.weight"] = {7, 8};
    }
}

void TinyDeepseek2::useJointKeyValue()
{
    unsignedKeys.erase("attention.key_length_mla");
    unsignedKeys.erase("attention.value_length_mla");
    unsignedKeys["attention.key_length"] = 6;
    unsignedKeys["attention.value_length"] = 3;
    removeTensorOfAllLayers("attn_k_b.weight");
    removeTensorOfAllLayers("attn_v_b.weight");
    setTensorOfAllLayers("attn_kv_b.weight", {6, 14});
}

void TinyDeepseek2::useQueryLatent(uint32_t rank)
{
    unsignedKeys["attention.q_lora_rank"] = rank;
    removeTensorOfAllLayers("attn_q.weight");
    setTensorOfAllLayers("attn_q_a.weight", {8, rank});
    setTensorOfAllLayers("attn_q_a_norm.weight", {rank});
    setTensorOfAllLayers("attn_q_b.weight", {rank, 12});
}

} // namespace deepscope
