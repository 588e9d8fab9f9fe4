#include "model/deepseek2_hyperparameters.h"
#include "model/tensor_check.h"

namespace deepscope {

namespace {

void checkAttention(const GgufFile &file, const Hyperparameters &h, const std::string &block)
{
    const uint64_t heads = h.heads, head = h.head();
    requireVector(file, block + "attn_norm.weight", h.embedding);
    if (h.queryLatent > 0) {
        requireShape(file, block + "attn_q_a.weight", {h.embedding, h.queryLatent, 1});
        requireVector(file, block + "attn_q_a_norm.weight", h.queryLatent);
        requireShape(file, block + "attn_q_b.weight", {h.queryLatent, heads * head, 1});
    } else {
        requireShape(file, block + "attn_q.weight", {h.embedding, heads * head, 1});
    }
    requireShape(file, block + "attn_kv_a_mqa.weight", {h.embedding, uint64_t(h.latent) + h.rope, 1});
    requireVector(file, block + "attn_kv_a_norm.weight", h.latent);
    if (h.jointKeyValue) {
        requireShape(file, block + "attn_kv_b.weight", {h.latent, heads * (uint64_t(h.nope) + h.value), 1});
    } else {
        requireShape(file, block + "attn_k_b.weight", {h.nope, h.latent, heads});
        requireShape(file, block + "attn_v_b.weight", {h.latent, h.value, heads});
    }
    requireShape(file, block + "attn_output.weight", {heads * h.value, h.embedding, 1});
}

void checkGatedUnit(const GgufFile &file, const std::string &block, const std::string &suffix, uint64_t embedding,
                    uint64_t width, uint64_t experts)
{
    requireShape(file, block + "ffn_gate" + suffix, {embedding, width, experts});
    requireShape(file, block + "ffn_up" + suffix, {embedding, width, experts});
    requireShape(file, block + "ffn_down" + suffix, {width, embedding, experts});
}

void checkFeedForward(const GgufFile &file, const Hyperparameters &h, const std::string &block, bool experts)
{
    requireVector(file, block + "ffn_norm.weight", h.embedding);
    if (!experts) {
        checkGatedUnit(file, block, ".weight", h.embedding, h.feedForward, 1);
        return;
    }
    requireShape(file, block + "ffn_gate_inp.weight", {h.embedding, h.router.experts, 1});
    if (file.findTensor(block + "exp_probs_b.bias"))
        requireVector(file, block + "exp_probs_b.bias", h.router.experts);
    checkGatedUnit(file, block, "_exps.weight", h.embedding, h.expertFeedForward, h.router.experts);
    if (h.sharedExperts > 0)
        checkGatedUnit(file, block, "_shexp.weight", h.embedding, uint64_t(h.sharedExperts) * h.expertFeedForward, 1);
}

} // namespace

void checkDeepseek2Tensors(const GgufFile &file, const Hyperparameters &hyper)
{
    requireShape(file, "token_embd.weight", {hyper.embedding, hyper.vocabulary, 1});
    requireVector(file, "output_norm.weight", hyper.embedding);
    if (file.findTensor("output.weight")) // else tied to the embedding
        requireShape(file, "output.weight", {hyper.embedding, hyper.vocabulary, 1});
    for (uint32_t layer = 0; layer < hyper.layers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        checkAttention(file, hyper, block);
        checkFeedForward(file, hyper, block, hyper.layerHasExperts(layer));
    }
}

} // namespace deepscope
