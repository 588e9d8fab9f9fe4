// The latent attention of the reference forward pass.
#include "reference/forward.h"

#include <algorithm>

namespace deepscope::reference {

// DeepSeek-V2 (arXiv:2405.04434) section 2.1: keys and values are absorbed, so that only the latent and the shared RoPE
// key of each token are kept. Gives the value of each head.
Forward::Row Forward::attend(const std::string &block, const LatentAttention &shape, const Row &input, Kept &kept)
{
    appendToCache(block, shape, input, kept.keys);
    const Row latentQueries = absorbKeys(block, shape, queries(block, shape, input));
    Row attended(size_t(shape.heads) * shape.latent);
    latentAttention(latentQueries, kept.keys, {shape.heads, shape.latent, shape.rope}, shape.scale, attended);
    return values(block, shape, attended);
}

// c = norm(W^DKV h), k_R = rope(W^KR h)
void Forward::appendToCache(const std::string &block, const LatentAttention &shape, const Row &input, Row &cache)
{
    Row row = multiply(block + "attn_kv_a_mqa.weight", input, size_t(shape.latent) + shape.rope);
    const Output latent = Output(row).first(shape.latent);
    rmsNorm(latent, weights(block + "attn_kv_a_norm.weight"), m_hyper.normEpsilon, latent);
    rope(Output(row).subspan(shape.latent), m_position, m_hyper.ropeFrequencies, m_hyper.ropePairing);
    cache.insert(cache.end(), row.begin(), row.end());
}

// heads x [nope | rope], the latter rotated
Forward::Row Forward::queries(const std::string &block, const LatentAttention &shape, const Row &input)
{
    const size_t rows = size_t(shape.heads) * shape.head();
    Row result;
    if (shape.queryLatent > 0) {
        const Row latent = multiply(block + "attn_q_a.weight", input, shape.queryLatent);
        result = multiply(block + "attn_q_b.weight", normed(latent, block + "attn_q_a_norm.weight"), rows);
    } else {
        result = multiply(block + "attn_q.weight", input, rows);
    }
    for (size_t head = 0; head < shape.heads; ++head)
        rope(Output(result).subspan(head * shape.head() + shape.nope, shape.rope), m_position, m_hyper.ropeFrequencies,
             m_hyper.ropePairing);
    return result;
}

// heads x [W^UK^T q_nope | q_rope]
Forward::Row Forward::absorbKeys(const std::string &block, const LatentAttention &shape, const Row &queries)
{
    const size_t nope = shape.nope, latent = shape.latent, rope = shape.rope;
    const bool joint = shape.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_k_b.weight"));
    const size_t upOfHead = latent * (joint ? nope + shape.value : nope);
    Row result(shape.heads * (latent + rope));
    for (size_t head = 0; head < shape.heads; ++head) {
        const Values query = Values(queries).subspan(head * (nope + rope), nope + rope);
        const Output out = Output(result).subspan(head * (latent + rope), latent + rope);
        const Values keyUp = up.subspan(head * upOfHead, latent * nope);
        if (joint) // nope rows of latent values, else transposed in the file
            matrixTransposedVector(keyUp, query.first(nope), out.first(latent));
        else
            matrixVector(keyUp, query.first(nope), out.first(latent));
        std::copy(query.begin() + ptrdiff_t(nope), query.end(), out.begin() + ptrdiff_t(latent));
    }
    return result;
}

// heads x value: W^UV of each head times what it attended to
Forward::Row Forward::values(const std::string &block, const LatentAttention &shape, const Row &attended)
{
    const size_t latent = shape.latent, value = shape.value;
    const bool joint = shape.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_v_b.weight"));
    const size_t keyRows = joint ? shape.nope : 0; // in front of each head's value rows
    Row result(shape.heads * value);
    for (size_t head = 0; head < shape.heads; ++head) {
        const Values valueUp = up.subspan((head * (keyRows + value) + keyRows) * latent, value * latent);
        matrixVector(valueUp, Values(attended).subspan(head * latent, latent),
                     Output(result).subspan(head * value, value));
    }
    return result;
}

} // namespace deepscope::reference
