// The latent attention of the reference forward pass.
#include "reference/forward.h"

#include <algorithm>

namespace deepscope::reference {

// DeepSeek-V2 (arXiv:2405.04434) section 2.1: keys and values are absorbed, so that only the latent and the shared RoPE
// key of each token are kept. Gives the value of each head.
Forward::Row Forward::attendLatent(const std::string &block, const Row &input, Row &cache)
{
    appendToCache(block, input, cache);
    const Row latentQueries = absorbKeys(block, queries(block, input));
    Row attended(size_t(m_hyper.heads) * m_hyper.latent);
    latentAttention(latentQueries, cache, {m_hyper.heads, m_hyper.latent, m_hyper.rope}, m_hyper.attentionScale,
                    attended);
    return values(block, attended);
}

// c = norm(W^DKV h), k_R = rope(W^KR h)
void Forward::appendToCache(const std::string &block, const Row &input, Row &cache)
{
    Row row = multiply(block + "attn_kv_a_mqa.weight", input, size_t(m_hyper.latent) + m_hyper.rope);
    const Output latent = Output(row).first(m_hyper.latent);
    rmsNorm(latent, weights(block + "attn_kv_a_norm.weight"), m_hyper.normEpsilon, latent);
    rope(Output(row).subspan(m_hyper.latent), m_position, m_hyper.ropeFrequencies, m_hyper.ropePairing);
    cache.insert(cache.end(), row.begin(), row.end());
}

// heads x [nope | rope], the latter rotated
Forward::Row Forward::queries(const std::string &block, const Row &input)
{
    const size_t rows = size_t(m_hyper.heads) * m_hyper.head();
    Row result;
    if (m_hyper.queryLatent > 0) {
        const Row latent = multiply(block + "attn_q_a.weight", input, m_hyper.queryLatent);
        result = multiply(block + "attn_q_b.weight", normed(latent, block + "attn_q_a_norm.weight"), rows);
    } else {
        result = multiply(block + "attn_q.weight", input, rows);
    }
    for (size_t head = 0; head < m_hyper.heads; ++head)
        rope(Output(result).subspan(head * m_hyper.head() + m_hyper.nope, m_hyper.rope), m_position,
             m_hyper.ropeFrequencies, m_hyper.ropePairing);
    return result;
}

// heads x [W^UK^T q_nope | q_rope]
Forward::Row Forward::absorbKeys(const std::string &block, const Row &queries)
{
    const size_t nope = m_hyper.nope, latent = m_hyper.latent, rope = m_hyper.rope;
    const bool joint = m_hyper.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_k_b.weight"));
    const size_t upOfHead = latent * (joint ? nope + m_hyper.value : nope);
    Row result(m_hyper.heads * (latent + rope));
    for (size_t head = 0; head < m_hyper.heads; ++head) {
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
Forward::Row Forward::values(const std::string &block, const Row &attended)
{
    const size_t latent = m_hyper.latent, value = m_hyper.value;
    const bool joint = m_hyper.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_v_b.weight"));
    const size_t keyRows = joint ? m_hyper.nope : 0; // in front of each head's value rows
    Row result(m_hyper.heads * value);
    for (size_t head = 0; head < m_hyper.heads; ++head) {
        const Values valueUp = up.subspan((head * (keyRows + value) + keyRows) * latent, value * latent);
        matrixVector(valueUp, Values(attended).subspan(head * latent, latent),
                     Output(result).subspan(head * value, value));
    }
    return result;
}

} // namespace deepscope::reference
