// The grouped-query attention of the reference forward pass.
#include "reference/forward.h"

namespace deepscope::reference {

Forward::Row Forward::attend(const std::string &block, const GroupedAttention &shape, const Row &input, Kept &kept)
{
    const size_t cached = shape.keyValueHeads, head = shape.head();
    const Row queries = normedAndRotated(shape, multiplyWithBias(block + "attn_q", input, shape.heads * head),
                                         block + "attn_q_norm.weight");
    const Row key =
        normedAndRotated(shape, multiplyWithBias(block + "attn_k", input, cached * head), block + "attn_k_norm.weight");
    const Row value = multiplyWithBias(block + "attn_v", input, cached * shape.value);
    kept.keys.insert(kept.keys.end(), key.begin(), key.end());
    kept.values.insert(kept.values.end(), value.begin(), value.end());
    Row attended(size_t(shape.heads) * shape.value);
    groupedAttention(queries, kept.keys, kept.values, {shape.heads, shape.keyValueHeads, shape.head(), shape.value},
                     shape.scale, attended);
    return attended;
}

Forward::Row Forward::normedAndRotated(const GroupedAttention &shape, Row heads, const std::string &normName)
{
    const size_t head = shape.head();
    if (shape.queryKeyNorm == QueryKeyNorm::WholeRow)
        rmsNorm(heads, weights(normName), m_hyper.normEpsilon, heads);
    for (size_t at = 0; at < heads.size(); at += head) {
        const Output one = Output(heads).subspan(at, head);
        if (shape.queryKeyNorm == QueryKeyNorm::EachHead)
            rmsNorm(one, weights(normName), m_hyper.normEpsilon, one);
        rope(one.first(shape.rope), m_position, m_hyper.ropeFrequencies, m_hyper.ropePairing);
    }
    return heads;
}

} // namespace deepscope::reference
