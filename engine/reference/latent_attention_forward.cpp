// DeepSeek-V2 (arXiv:2405.04434) section 2.1: keys and values are absorbed, so that only the latent and the shared RoPE
// key of each token are kept.
#include "reference/latent_attention.h"

#include "reference/seen_rows.h"

#include <algorithm>

namespace deepscope::reference {

Piece keyUp(const LatentAttention &shape, size_t head)
{
    const size_t size = size_t(shape.nope) * shape.latent;
    if (shape.jointKeyValue) // each head's value rows stand behind its key rows
        return {"attn_kv_b.weight", head * (shape.nope + shape.value) * shape.latent, size};
    return {"attn_k_b.weight", head * size, size};
}

Piece valueUp(const LatentAttention &shape, size_t head)
{
    const size_t size = size_t(shape.value) * shape.latent;
    if (shape.jointKeyValue)
        return {"attn_kv_b.weight", (head * (shape.nope + shape.value) + shape.nope) * shape.latent, size};
    return {"attn_v_b.weight", head * size, size};
}

namespace {

// c = norm(W^DKV h), k_R = rope(W^KR h)
template <typename Number>
void appendToCache(const Weights<Number> &w, const LatentAttention &shape, const Hyperparameters &hyper,
                   uint32_t position, LatentRow<Number> &a, Row<Number> &cache)
{
    a.keyValue = w.multiply("attn_kv_a_mqa.weight", a.normed);
    const std::span<const Number> projected = a.keyValue;
    const Row<Number> latent = w.normed("attn_kv_a_norm.weight", projected.first(shape.latent), hyper.normEpsilon);
    Row<Number> key(projected.begin() + shape.latent, projected.end());
    rope<Number>(key, position, hyper.ropeFrequencies, hyper.ropePairing);
    cache.insert(cache.end(), latent.begin(), latent.end());
    cache.insert(cache.end(), key.begin(), key.end());
}

// q = W^UQ norm(W^DQ h), or W^Q h.
template <typename Number>
void query(const Weights<Number> &w, const LatentAttention &shape, double epsilon, LatentRow<Number> &a)
{
    if (shape.queryLatent == 0) {
        a.query = w.multiply("attn_q.weight", a.normed);
        return;
    }
    a.queryLatent = w.multiply("attn_q_a.weight", a.normed);
    a.queryLatentNormed = w.normed("attn_q_a_norm.weight", a.queryLatent, epsilon);
    a.query = w.multiply("attn_q_b.weight", a.queryLatentNormed);
}

// heads x [W^UK^T q_nope | rope(q_rope)]
template <typename Number>
Row<Number> absorb(const Weights<Number> &w, const LatentAttention &shape, const Hyperparameters &hyper,
                   uint32_t position, const Row<Number> &query)
{
    const size_t nope = shape.nope, latent = shape.latent, width = latent + shape.rope;
    Row<Number> result(shape.heads * width);
    for (size_t head = 0; head < shape.heads; ++head) {
        const auto from = std::span(query).subspan(head * shape.head(), shape.head());
        const auto to = std::span(result).subspan(head * width, width);
        const auto product = shape.jointKeyValue ? matrixTransposedVector<Number> : matrixVector<Number>;
        product(w.at(keyUp(shape, head)), from.first(nope), to.first(latent));
        std::copy(from.begin() + ptrdiff_t(nope), from.end(), to.begin() + ptrdiff_t(latent));
        rope<Number>(to.subspan(latent), position, hyper.ropeFrequencies, hyper.ropePairing);
    }
    return result;
}

// heads x value: W^UV of each head times what it attended to.
template <typename Number>
Row<Number> values(const Weights<Number> &w, const LatentAttention &shape, const Row<Number> &attended)
{
    Row<Number> result;
    for (size_t head = 0; head < shape.heads; ++head) {
        const Row<Number> value =
            w.multiply(valueUp(shape, head), std::span(attended).subspan(head * shape.latent, shape.latent));
        result.insert(result.end(), value.begin(), value.end());
    }
    return result;
}

} // namespace

template <typename Number>
Row<Number> forward(const Weights<Number> &w, const LatentAttention &shape, const Hyperparameters &hyper,
                    const Row<Number> &x, LatentText<Number> &text)
{
    const auto position = uint32_t(text.rows.size());
    LatentRow<Number> &a = text.rows.emplace_back();
    a.x = x;
    a.normed = w.normed("attn_norm.weight", x, hyper.normEpsilon);
    appendToCache(w, shape, hyper, position, a, text.cache);
    query(w, shape, hyper.normEpsilon, a);
    const Row<Number> absorbed = absorb(w, shape, hyper, position, a.query);
    text.absorbed.insert(text.absorbed.end(), absorbed.begin(), absorbed.end());
    a.attended.resize(size_t(shape.heads) * shape.latent);
    latentAttention<Number>(absorbed, seenRows(text.cache, shape.latent + shape.rope, text.seenUntil, position),
                            {shape.heads, shape.latent, shape.rope}, shape.scale, a.attended);
    a.values = values(w, shape, a.attended);
    Row<Number> y = x;
    addTo<Number>(y, w.multiply("attn_output.weight", a.values));
    return y;
}

template Row<float> forward(const Weights<float> &, const LatentAttention &, const Hyperparameters &,
                            const Row<float> &, LatentText<float> &);
template Row<double> forward(const Weights<double> &, const LatentAttention &, const Hyperparameters &,
                             const Row<double> &, LatentText<double> &);

} // namespace deepscope::reference
