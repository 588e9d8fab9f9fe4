// The grouped-query attention of the reference forward pass.
#include "reference/forward.h"

namespace deepscope::reference {

// Gives what each head attends to: heads x value.
Forward::Row Forward::attendGrouped(const std::string &block, const Row &input, Row &keys, Row &values)
{
    const size_t cached = m_hyper.keyValueHeads, head = m_hyper.head();
    const Row queries =
        normedAndRotated(multiplyWithBias(block + "attn_q", input, m_hyper.heads * head), block + "attn_q_norm.weight");
    const Row key =
        normedAndRotated(multiplyWithBias(block + "attn_k", input, cached * head), block + "attn_k_norm.weight");
    const Row value = multiplyWithBias(block + "attn_v", input, cached * m_hyper.value);
    keys.insert(keys.end(), key.begin(), key.end());
    values.insert(values.end(), value.begin(), value.end());
    Row attended(size_t(m_hyper.heads) * m_hyper.value);
    groupedAttention(queries, keys, values, {m_hyper.heads, m_hyper.keyValueHeads, m_hyper.head(), m_hyper.value},
                     m_hyper.attentionScale, attended);
    return attended;
}

Forward::Row Forward::normedAndRotated(Row heads, const std::string &normName)
{
    const size_t head = m_hyper.head();
    if (m_hyper.queryKeyNorm == QueryKeyNorm::WholeRow)
        rmsNorm(heads, weights(normName), m_hyper.normEpsilon, heads);
    for (size_t at = 0; at < heads.size(); at += head) {
        const Output one = Output(heads).subspan(at, head);
        if (m_hyper.queryKeyNorm == QueryKeyNorm::EachHead)
            rmsNorm(one, weights(normName), m_hyper.normEpsilon, one);
        rope(one.first(m_hyper.rope), m_position, m_hyper.ropeFrequencies, m_hyper.ropePairing);
    }
    return heads;
}

} // namespace deepscope::reference
