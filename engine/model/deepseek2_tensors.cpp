#include "model/deepseek2_tensors.h"

#include "model/decoder.h"
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

} // namespace

void checkDeepseek2Tensors(const GgufFile &file, const Hyperparameters &hyper)
{
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        checkAttention(file, hyper, "blk." + std::to_string(layer) + ".");
    checkDecoderTensors(file, hyper);
}

} // namespace deepscope
