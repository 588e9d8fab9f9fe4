// The way back through latent attention: latent_attention_forward.cpp from its last line to its first.
#include "reference/latent_attention.h"

#include "reference/reverse.h"

#include <algorithm>

namespace deepscope::reference {

namespace {

// Of what was attended to, from those of the values.
Row<double> valuesReverse(const WeightSlopes &w, const LatentAttention &shape, const LatentRow<double> &a,
                          Doubles valueSlopes)
{
    Row<double> attendedSlopes;
    for (size_t head = 0; head < shape.heads; ++head) {
        const Row<double> slopes =
            w.multiply(valueUp(shape, head), Doubles(a.attended).subspan(head * shape.latent, shape.latent),
                       valueSlopes.subspan(head * shape.value, shape.value));
        attendedSlopes.insert(attendedSlopes.end(), slopes.begin(), slopes.end());
    }
    return attendedSlopes;
}

// Of the query as projected.
Row<double> absorbReverse(const WeightSlopes &w, const LatentAttention &shape, const Hyperparameters &hyper,
                          uint32_t position, const LatentRow<double> &a, Doubles absorbedSlopes)
{
    const size_t nope = shape.nope, latent = shape.latent, width = latent + shape.rope;
    Row<double> querySlopes;
    for (size_t head = 0; head < shape.heads; ++head) {
        const Doubles from = absorbedSlopes.subspan(head * width, width);
        const Doubles nopeQuery = Doubles(a.query).subspan(head * shape.head(), nope);
        const Row<double> nopeSlopes = shape.jointKeyValue
                                           ? w.multiplyTransposed(keyUp(shape, head), nopeQuery, from.first(latent))
                                           : w.multiply(keyUp(shape, head), nopeQuery, from.first(latent));
        Row<double> ropeSlopes(from.begin() + ptrdiff_t(latent), from.end());
        ropeReverse(ropeSlopes, position, hyper.ropeFrequencies, hyper.ropePairing);
        querySlopes.insert(querySlopes.end(), nopeSlopes.begin(), nopeSlopes.end());
        querySlopes.insert(querySlopes.end(), ropeSlopes.begin(), ropeSlopes.end());
    }
    return querySlopes;
}

// Of the normed row.
Row<double> queryReverse(const WeightSlopes &w, const LatentAttention &shape, double epsilon,
                         const LatentRow<double> &a, Doubles querySlopes)
{
    if (shape.queryLatent == 0)
        return w.multiply("attn_q.weight", a.normed, querySlopes);
    const Row<double> normedSlopes = w.multiply("attn_q_b.weight", a.queryLatentNormed, querySlopes);
    const Row<double> latentSlopes = w.normed("attn_q_a_norm.weight", a.queryLatent, epsilon, normedSlopes);
    return w.multiply("attn_q_a.weight", a.normed, latentSlopes);
}

// Of the normed row, from those of what the cache keeps of it.
Row<double> cacheReverse(const WeightSlopes &w, const LatentAttention &shape, const Hyperparameters &hyper,
                         uint32_t position, const LatentRow<double> &a, Doubles cacheSlopes)
{
    Row<double> slopes = w.normed("attn_kv_a_norm.weight", Doubles(a.keyValue).first(shape.latent), hyper.normEpsilon,
                                  cacheSlopes.first(shape.latent));
    Row<double> keySlopes(cacheSlopes.begin() + shape.latent, cacheSlopes.end());
    ropeReverse(keySlopes, position, hyper.ropeFrequencies, hyper.ropePairing);
    slopes.insert(slopes.end(), keySlopes.begin(), keySlopes.end());
    return w.multiply("attn_kv_a_mqa.weight", a.normed, slopes);
}

} // namespace

void reverse(const WeightSlopes &w, const LatentAttention &shape, const Hyperparameters &hyper,
             const LatentText<double> &text, std::vector<Row<double>> &slopes)
{
    Row<double> attendedSlopes, absorbedSlopes(text.absorbed.size()), cacheSlopes(text.cache.size());
    for (size_t t = 0; t < text.rows.size(); ++t) {
        const LatentRow<double> &a = text.rows[t];
        const Row<double> row = valuesReverse(w, shape, a, w.multiply("attn_output.weight", a.values, slopes[t]));
        attendedSlopes.insert(attendedSlopes.end(), row.begin(), row.end());
    }
    latentAttentionReverse(text.absorbed, text.cache, shape.heads, shape.latent, shape.rope, shape.scale,
                           attendedSlopes, absorbedSlopes, cacheSlopes);

    const size_t width = size_t(shape.latent) + shape.rope, wide = shape.heads * width;
    for (size_t t = 0; t < text.rows.size(); ++t) {
        const LatentRow<double> &a = text.rows[t];
        const Row<double> querySlopes =
            absorbReverse(w, shape, hyper, uint32_t(t), a, Doubles(absorbedSlopes).subspan(t * wide, wide));
        Row<double> normedSlopes = queryReverse(w, shape, hyper.normEpsilon, a, querySlopes);
        addTo<double>(normedSlopes,
                      cacheReverse(w, shape, hyper, uint32_t(t), a, Doubles(cacheSlopes).subspan(t * width, width)));
        addTo<double>(slopes[t], w.normed("attn_norm.weight", a.x, hyper.normEpsilon, normedSlopes));
    }
}

} // namespace deepscope::reference
