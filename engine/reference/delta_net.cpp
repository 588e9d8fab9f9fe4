#include "reference/delta_net.h"

#include <algorithm>
#include <cmath>

namespace deepscope::reference {

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

// y[c] = silu(sum_j weight[c, j] * (row j of tail and x)[c]); x becomes the tail's last row.
template <typename Number>
Row<Number> convolved(ValuesOf<Number> weight, const Row<Number> &x, Row<Number> &tail)
{
    const size_t channels = x.size(), kernel = weight.size() / channels;
    tail.resize((kernel - 1) * channels);
    tail.insert(tail.end(), x.begin(), x.end());
    Row<Number> y(channels);
    for (size_t c = 0; c < channels; ++c) {
        double sum = 0;
        for (size_t j = 0; j < kernel; ++j)
            sum += double(weight[c * kernel + j]) * tail[j * channels + c];
        y[c] = Number(sum * sigmoid(sum));
    }
    tail.erase(tail.begin(), tail.begin() + std::ptrdiff_t(channels));
    return y;
}

// Each head becomes `factor` long, if it is not nearly nothing.
template <typename Number>
void scaleHeads(OutputOf<Number> x, size_t width, double epsilon, double factor)
{
    for (size_t at = 0; at < x.size(); at += width) {
        double squares = 0;
        for (const Number value : x.subspan(at, width))
            squares += double(value) * value;
        const double scale = factor / std::max(std::sqrt(squares), epsilon);
        for (Number &value : x.subspan(at, width))
            value = Number(value * scale);
    }
}

// Of each value head: how much of the matrix stays, and how much of what is missing in it is taken up.
template <typename Number>
struct HeadGates {
    Row<Number> decay, beta;
};

template <typename Number>
HeadGates<Number> gatesOf(const Weights<Number> &w, const DeltaNet &shape, const Row<Number> &normed)
{
    // The joint matrix has for each key head the rows of beta of its value heads, and behind them those of alpha.
    const size_t each = shape.valuesEach();
    const Row<Number> joint = shape.jointGates ? w.multiply("ssm_ba.weight", normed) : Row<Number>();
    const Row<Number> beta = shape.jointGates ? Row<Number>() : w.multiply("ssm_beta.weight", normed);
    const Row<Number> alpha = shape.jointGates ? Row<Number>() : w.multiply("ssm_alpha.weight", normed);
    HeadGates<Number> gates;
    for (size_t head = 0; head < shape.valueHeads; ++head) {
        const size_t row = head / each * 2 * each + head % each;
        const double b = shape.jointGates ? joint[row] : beta[head];
        const double a = shape.jointGates ? joint[row + each] : alpha[head];
        gates.beta.push_back(Number(sigmoid(b)));
        gates.decay.push_back(Number(std::exp(w.at("ssm_a")[head] * softplus(a + w.at("ssm_dt.bias")[head]))));
    }
    return gates;
}

// M = decay M; M += k (beta (v - M^T k))^T; out = M^T q. arXiv:2412.06464, eq. 10
template <typename Number>
void deltaRow(OutputOf<Number> matrix, double decay, double beta, ValuesOf<Number> query, ValuesOf<Number> key,
              ValuesOf<Number> value, OutputOf<Number> out)
{
    const size_t width = key.size();
    std::vector<double> missing(value.begin(), value.end()), sums(width);
    for (size_t k = 0; k < width; ++k)
        for (size_t v = 0; v < width; ++v)
            missing[v] -= decay * matrix[k * width + v] * key[k];
    for (size_t k = 0; k < width; ++k)
        for (size_t v = 0; v < width; ++v) {
            Number &number = matrix[k * width + v];
            number = Number(decay * number + beta * key[k] * missing[v]);
            sums[v] += double(number) * query[k];
        }
    std::ranges::transform(sums, out.begin(), [](double sum) { return Number(sum); });
}

// Of all value heads. channels: [queries | keys | values].
template <typename Number>
Row<Number> deltaRule(const DeltaNet &shape, const HeadGates<Number> &gates, ValuesOf<Number> channels,
                      Row<Number> &matrices)
{
    matrices.resize(shape.matrices());
    const size_t width = shape.width, keys = shape.keyHeads * width, square = width * width;
    Row<Number> out(shape.valueHeads * width);
    for (size_t head = 0; head < shape.valueHeads; ++head) {
        const size_t keyHead = shape.keyHeadsAlternate ? head % shape.keyHeads : head / shape.valuesEach();
        deltaRow<Number>(std::span(matrices).subspan(head * square, square), gates.decay[head], gates.beta[head],
                         channels.subspan(keyHead * width, width), channels.subspan(keys + keyHead * width, width),
                         channels.subspan(2 * keys + head * width, width), std::span(out).subspan(head * width, width));
    }
    return out;
}

} // namespace

template <typename Number>
Row<Number> forward(const Weights<Number> &w, const DeltaNet &shape, const Hyperparameters &hyper, const Row<Number> &x,
                    DeltaText<Number> &text)
{
    ++text.rows;
    const Row<Number> normed = w.normed("attn_norm.weight", x, hyper.normEpsilon);
    Row<Number> channels =
        convolved<Number>(w.at("ssm_conv1d.weight"), w.multiply("attn_qkv.weight", normed), text.tail);
    const size_t keys = size_t(shape.keyHeads) * shape.width;
    scaleHeads<Number>(std::span(channels).first(keys), shape.width, hyper.normEpsilon,
                       1 / std::sqrt(double(shape.width)));
    scaleHeads<Number>(std::span(channels).subspan(keys, keys), shape.width, hyper.normEpsilon, 1);
    Row<Number> out = deltaRule(shape, gatesOf(w, shape, normed), channels, text.matrices);
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
