#include "reference/grouped_attention.h"

#include "reference/delta.h"
#include "reference/seen_rows.h"

namespace deepscope::reference {

namespace {

// With the bias where the file has one.
template <typename Number>
Row<Number> multiplyWithBias(const Weights<Number> &w, const char *weight, const char *bias, const Row<Number> &x)
{
    Row<Number> y = w.multiply(weight, x);
    if (w.has(bias))
        addTo<Number>(y, w.at(bias));
    return y;
}

template <typename Number>
Row<Number> normedAndRotated(const Weights<Number> &w, const GroupedAttention &shape, const Hyperparameters &hyper,
                             uint32_t position, Row<Number> heads, const char *norm)
{
    if (shape.queryKeyNorm == QueryKeyNorm::WholeRow)
        heads = w.normed(norm, heads, hyper.normEpsilon);
    for (size_t at = 0; at < heads.size(); at += shape.head()) {
        const auto one = std::span(heads).subspan(at, shape.head());
        if (shape.queryKeyNorm == QueryKeyNorm::EachHead)
            rmsNorm<Number>(one, w.at(norm), hyper.normEpsilon, one);
        rope<Number>(one.first(shape.rope), position, hyper.ropeFrequencies, hyper.ropePairing);
    }
    return heads;
}

// Where it is gated, a head has the rows of its query and behind them those of its gate; the gates are taken out.
template <typename Number>
Row<Number> takeGates(const GroupedAttention &shape, Row<Number> &queries)
{
    Row<Number> heads, gates;
    const size_t query = shape.head(), both = query + shape.value;
    for (auto head = queries.begin(); head != queries.end(); head += std::ptrdiff_t(both)) {
        heads.insert(heads.end(), head, head + std::ptrdiff_t(query));
        gates.insert(gates.end(), head + std::ptrdiff_t(query), head + std::ptrdiff_t(both));
    }
    queries = std::move(heads);
    return gates;
}

} // namespace

template <typename Number>
Row<Number> forward(const Weights<Number> &w, const GroupedAttention &shape, const Hyperparameters &hyper,
                    const Row<Number> &x, GroupedText<Number> &text)
{
    const uint32_t position = text.rows++;
    const Row<Number> normed = w.normed("attn_norm.weight", x, hyper.normEpsilon);
    Row<Number> queries = multiplyWithBias(w, "attn_q.weight", "attn_q.bias", normed);
    const Row<Number> gates = shape.gated ? takeGates(shape, queries) : Row<Number>();
    text.queries = normedAndRotated(w, shape, hyper, position, std::move(queries), "attn_q_norm.weight");
    const Row<Number> key = normedAndRotated(
        w, shape, hyper, position, multiplyWithBias(w, "attn_k.weight", "attn_k.bias", normed), "attn_k_norm.weight");
    const Row<Number> value = multiplyWithBias(w, "attn_v.weight", "attn_v.bias", normed);
    text.keys.insert(text.keys.end(), key.begin(), key.end());
    text.values.insert(text.values.end(), value.begin(), value.end());
    Row<Number> attended(size_t(shape.heads) * shape.value);
    const auto seen = [&](const Row<Number> &rows, size_t width) {
        return seenRows(rows, width, text.seenUntil, position, shape.window);
    };
    groupedAttention<Number>(text.queries, seen(text.keys, key.size()), seen(text.values, value.size()),
                             {shape.heads, shape.keyValueHeads, shape.head(), shape.value}, shape.scale, attended,
                             shape.sinks ? ValuesOf<Number>(w.at("attn_sinks.weight")) : ValuesOf<Number>());
    if (shape.gated)
        sigmoidMultiply<Number>(gates, attended, attended);
    Row<Number> y = x;
    addTo<Number>(y, multiplyWithBias(w, "attn_output.weight", "attn_output.bias", attended));
    return y;
}

template Row<float> forward(const Weights<float> &, const GroupedAttention &, const Hyperparameters &,
                            const Row<float> &, GroupedText<float> &);
template Row<double> forward(const Weights<double> &, const GroupedAttention &, const Hyperparameters &,
                             const Row<double> &, GroupedText<double> &);

} // namespace deepscope::reference
