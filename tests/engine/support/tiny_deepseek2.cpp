#include "tiny_deepseek2.h"

#include <random>

namespace deepscope {

TinyDeepseek2::TinyDeepseek2()
{
    unsignedKeys = {{"vocab_size", 5},
                    {"context_length", 64},
                    {"embedding_length", 8},
                    {"block_count", 3},
                    {"feed_forward_length", 10},
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
                    {"expert_shared_count", 1}};
    floatKeys = {{"attention.layer_norm_rms_epsilon", 1e-6F}, {"rope.freq_base", 10000}};
    vocabulary = {"<unk>", "<think>", "a", "b", "c"};
    tensors = {{"token_embd.weight", {8, 5}}, {"output_norm.weight", {8}}, {"output.weight", {8, 5}}};
    setTensorOfAllLayers("attn_norm.weight", {8});
    setTensorOfAllLayers("attn_q.weight", {8, 12});
    setTensorOfAllLayers("attn_kv_a_mqa.weight", {8, 8});
    setTensorOfAllLayers("attn_kv_a_norm.weight", {6});
    setTensorOfAllLayers("attn_k_b.weight", {4, 6, 2});
    setTensorOfAllLayers("attn_v_b.weight", {6, 3, 2});
    setTensorOfAllLayers("attn_output.weight", {6, 8});
    setTensorOfAllLayers("ffn_norm.weight", {8});
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

void TinyDeepseek2::setTensorOfAllLayers(const std::string &part, std::vector<uint64_t> shape)
{
    for (const char *block : {"blk.0.", "blk.1.", "blk.2."})
        tensors[block + part] = shape;
}

void TinyDeepseek2::removeTensorOfAllLayers(const std::string &part)
{
    for (const char *block : {"blk.0.", "blk.1.", "blk.2."})
        tensors.erase(block + part);
}

std::vector<uint8_t> TinyDeepseek2::bytes() const
{
    GgufWriter writer;
    writer.setString("general.architecture", architecture);
    for (const auto &[key, value] : unsignedKeys)
        writer.setUnsigned("deepseek2." + key, value);
    for (const auto &[key, value] : floatKeys)
        writer.setFloat("deepseek2." + key, value);
    for (const auto &[key, value] : stringKeys)
        writer.setString("deepseek2." + key, value);
    for (const auto &[key, value] : boolKeys)
        writer.setBool("deepseek2." + key, value);
    if (!vocabulary.empty())
        writer.setStrings("tokenizer.ggml.tokens", vocabulary);
    std::mt19937 random(1);
    for (const auto &[name, shape] : tensors) {
        uint64_t elements = 1;
        for (uint64_t dimension : shape)
            elements *= dimension;
        std::vector<float> values(elements);
        for (float &value : values)
            value = float(random() % 2001) / 1000 - 1;
        writer.addTensor(name, shape, values);
    }
    return writer.bytes();
}

} // namespace deepscope
