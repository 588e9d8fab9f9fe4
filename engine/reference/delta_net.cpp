#include "reference/delta_net.h"

#include "reference/delta.h"

#include <cmath>

namespace deepscope::reference {

namespace {

// Of each value head, as projected.
template <typename Number>
struct ProjectedGates {
    Row<Number> beta, alpha;
};

// The joint matrix has for each key head the rows of beta of its value heads, and behind them those of alpha.
template <typename Number>
ProjectedGates<Number> projectGates(const Weights<Number> &w, const DeltaNet &shape, const Row<Number> &normed)
{
    if (!shape.jointGates)
        return {w.multiply("ssm_beta.weight", normed), w.multiply("ssm_alpha.weight", normed)};
    const Row<Number> joint = w.multiply("ssm_ba.weight", normed);
    const auto each = std::ptrdiff_t(shape.valuesEach());
    ProjectedGates<Number> gates;
    for (auto at = joint.begin(); at != joint.end(); at += 2 * each) {
        gates.beta.insert(gates.beta.end(), at, at + each);
        gates.alpha.insert(gates.alpha.end(), at + each, at + 2 * each);
    }
    return gates;
}

// channels: [queries | keys | values] of the row, of which queries and keys become unit vectors.
template <typename Number>
Row<Number> deltaRule(const Weights<Number> &w, const DeltaNet &shape, const ProjectedGates<Number> &gates,
                      double epsilon, Row<Number> &channels, Row<Number> &matrices)
{
    const size_t width = shape.width, square = width * width;
    const auto head = [&](size_t number) { return std::span(channels).subspan(number * width, width); };
    for (size_t i = 0; i < 2 * size_t(shape.keyHeads); ++i) // queries are divided by the root of their width as well
        unitHead<Number>(head(i), epsilon, i < shape.keyHeads ? 1 / std::sqrt(double(width)) : 1, head(i));
    matrices.resize(shape.matrices());
    Row<Number> out(shape.valueHeads * width);
    for (size_t i = 0; i < shape.valueHeads; ++i) {
        const size_t key = shape.keyHeadsAlternate ? i % shape.keyHeads : i / shape.valuesEach();
        deltaStep<Number>(head(key), head(shape.keyHeads + key), head(2 * shape.keyHeads + i), gates.beta[i],
                          deltaDecay(gates.alpha[i], w.at("ssm_a")[i], w.at("ssm_dt.bias")[i]),
                          std::span(matrices).subspan(i * square, square), std::span(out).subspan(i * width, width));
    }
    return out;
}

} // namespace

template <typename Number>
Row<Number> forward(const Weights<Number> &w, const DeltaNet &shape, const Hyperparameters &hyper, const Row<Number> &x,
                    DeltaText<Number> &text)
{
    ++text.rows;
    text.tail.resize(shape.tail());
    const Row<Number> normed = w.normed("attn_norm.weight", x, hyper.normEpsilon);
    Row<Number> channels(shape.channels());
    shortConvolution<Number>(w.multiply("attn_qkv.weight", normed), w.at("ssm_conv1d.weight"), text.tail, channels);
    const ProjectedGates<Number> gates = projectGates(w, shape, normed);
    Row<Number> out = deltaRule(w, shape, gates, hyper.normEpsilon, channels, text.matrices);
    for (size_t at = 0; at < out.size(); at += shape.width) {
        const auto head = std::span(out).subspan(at, shape.width);
        rmsNorm<Number>(head, w.at("ssm_norm.weight"), hyper.normEpsilon, head);
    }
    siluMultiply<Number>(w.multiply("attn_gate.weight", normed), out, out);
    Row<Number> y = x;
    addTo<Number>(y, w.multiply("ssm_out.weight", out));
    return y;
}

template Row<float> forward(const Weights<float> &, const DeltaNet &, const Hyperparameters &, const Row<float> &,
                            DeltaText<float> &);
template Row<double> forward(const Weights<double> &, const DeltaNet &, const Hyperparameters &, const Row<double> &,
                             DeltaText<double> &);

} // namespace deepscope::reference
