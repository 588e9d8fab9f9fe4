#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope::reference {

namespace {

template <typename Number>
double dot(std::span<const Number> a, std::span<const Number> b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * double(b[i]);
    return sum;
}

} // namespace

template <typename Number>
void rmsNorm(ValuesOf<Number> x, ValuesOf<Number> weight, double epsilon, OutputOf<Number> y)
{
    const double scale = 1 / std::sqrt(dot(x, x) / double(x.size()) + epsilon);
    for (size_t i = 0; i < x.size(); ++i)
        y[i] = Number(x[i] * scale * weight[i]);
}

template <typename Number>
void matrixVector(ValuesOf<Number> weights, ValuesOf<Number> x, OutputOf<Number> y)
{
    for (size_t row = 0; row < y.size(); ++row)
        y[row] = Number(dot(weights.subspan(row * x.size(), x.size()), x));
}

template <typename Number>
void matrixTransposedVector(ValuesOf<Number> weights, ValuesOf<Number> x, OutputOf<Number> y)
{
    std::vector<double> sums(y.size());
    for (size_t row = 0; row < x.size(); ++row)
        for (size_t column = 0; column < y.size(); ++column)
            sums[column] += double(weights[row * y.size() + column]) * x[row];
    std::transform(sums.begin(), sums.end(), y.begin(), [](double sum) { return Number(sum); });
}

template <typename Number>
void rope(OutputOf<Number> x, uint32_t position, Values frequencies, RopePairing pairing)
{
    for (size_t i = 0; i < frequencies.size(); ++i) {
        const bool adjacent = pairing == RopePairing::Adjacent;
        Number &first = x[adjacent ? 2 * i : i];
        Number &second = x[adjacent ? 2 * i + 1 : i + frequencies.size()];
        const double angle = double(position) * frequencies[i];
        const double a = first, b = second;
        first = Number(a * std::cos(angle) - b * std::sin(angle));
        second = Number(a * std::sin(angle) + b * std::cos(angle));
    }
}

void softmax(Output x)
{
    const double largest = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (float value : x)
        sum += std::exp(value - largest);
    for (float &value : x)
        value = float(std::exp(value - largest) / sum);
}

template <typename Number>
void siluMultiply(ValuesOf<Number> gate, ValuesOf<Number> up, OutputOf<Number> y)
{
    for (size_t i = 0; i < y.size(); ++i)
        y[i] = Number(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * up[i]);
}

template <typename Number>
void unitHidden(ValuesOf<Number> gate, ValuesOf<Number> up, UnitRule rule, OutputOf<Number> y)
{
    if (rule == UnitRule::Swish)
        return siluMultiply<Number>(gate, up, y);
    for (size_t i = 0; i < y.size(); ++i) {
        const double g = std::min(double(gate[i]), 7.0), u = std::clamp(double(up[i]), -7.0, 7.0);
        y[i] = Number(g / (1 + std::exp(-1.702 * g)) * (u + 1));
    }
}

namespace {

// Columns [first, first + width) of every row of a cache.
template <typename Number>
struct CacheColumns {
    std::span<const Number> rows;
    size_t rowWidth, first, width;
    size_t positions() const { return rows.size() / rowWidth; }
    std::span<const Number> at(size_t position) const { return rows.subspan(position * rowWidth + first, width); }
};

template <typename Number>
void attendOneHead(std::span<const Number> query, const CacheColumns<Number> &keys, const CacheColumns<Number> &values,
                   double scale, std::span<Number> out, std::span<const Number> sink = {})
{
    std::vector<double> weights(keys.positions());
    for (size_t p = 0; p < weights.size(); ++p)
        weights[p] = scale * dot(query, keys.at(p));
    double largest = *std::max_element(weights.begin(), weights.end());
    for (const Number one : sink)
        largest = std::max(largest, double(one));
    for (double &weight : weights)
        weight = std::exp(weight - largest);
    double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (const Number one : sink)
        sum += std::exp(double(one) - largest);
    for (size_t c = 0; c < out.size(); ++c) {
        double value = 0;
        for (size_t p = 0; p < weights.size(); ++p)
            value += weights[p] * values.at(p)[c];
        out[c] = Number(value / sum);
    }
}

} // namespace

template <typename Number>
void latentAttention(ValuesOf<Number> queries, ValuesOf<Number> cache, const LatentShape &shape, double scale,
                     OutputOf<Number> out)
{
    const size_t width = size_t(shape.latent) + shape.rope, latent = shape.latent;
    for (size_t head = 0; head < shape.heads; ++head)
        attendOneHead<Number>(queries.subspan(head * width, width), {cache, width, 0, width}, {cache, width, 0, latent},
                              scale, out.subspan(head * latent, latent));
}

template <typename Number>
void groupedAttention(ValuesOf<Number> queries, ValuesOf<Number> keys, ValuesOf<Number> values,
                      const GroupedShape &shape, double scale, OutputOf<Number> out, ValuesOf<Number> sinks)
{
    const size_t width = shape.head, value = shape.value, cached = shape.keyValueHeads;
    for (size_t head = 0; head < shape.heads; ++head) {
        const size_t group = head / (shape.heads / cached);
        attendOneHead<Number>(queries.subspan(head * width, width), {keys, cached * width, group * width, width},
                              {values, cached * value, group * value, value}, scale, out.subspan(head * value, value),
                              sinks.empty() ? sinks : sinks.subspan(head, 1));
    }
}

template <typename Number>
void attentionScores(ValuesOf<Number> queries, ValuesOf<Number> keys, const GroupedShape &shape, uint32_t firstColumns,
                     double scale, OutputOf<Number> scores)
{
    const size_t width = shape.head, row = shape.keyValueHeads * width, positions = keys.size() / row;
    for (size_t head = 0; head < shape.heads; ++head)
        for (size_t p = 0; p < positions; ++p) {
            const size_t key = p * row + head / (shape.heads / shape.keyValueHeads) * width;
            double sums[2] = {0, 0};
            for (size_t c = 0; c < width; ++c)
                sums[c < firstColumns ? 0 : 1] += double(queries[head * width + c]) * double(keys[key + c]);
            for (size_t part = 0; part < 2; ++part)
                scores[(2 * head + part) * positions + p] = Number(scale * sums[part]);
        }
}

template <typename Number>
std::vector<Number> logSoftmax(ValuesOf<Number> logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (Number logit : logits)
        sum += std::exp(logit - largest);
    std::vector<Number> result;
    result.reserve(logits.size());
    for (Number logit : logits)
        result.push_back(Number(logit - largest - std::log(sum)));
    return result;
}

#define FOR_NUMBER(Number)                                                                                             \
    template void rmsNorm<Number>(ValuesOf<Number>, ValuesOf<Number>, double, OutputOf<Number>);                       \
    template void matrixVector<Number>(ValuesOf<Number>, ValuesOf<Number>, OutputOf<Number>);                          \
    template void matrixTransposedVector<Number>(ValuesOf<Number>, ValuesOf<Number>, OutputOf<Number>);                \
    template void rope<Number>(OutputOf<Number>, uint32_t, Values, RopePairing);                                       \
    template void siluMultiply<Number>(ValuesOf<Number>, ValuesOf<Number>, OutputOf<Number>);                          \
    template void unitHidden<Number>(ValuesOf<Number>, ValuesOf<Number>, UnitRule, OutputOf<Number>);                  \
    template void latentAttention<Number>(ValuesOf<Number>, ValuesOf<Number>, const LatentShape &, double,             \
                                          OutputOf<Number>);                                                           \
    template void groupedAttention<Number>(ValuesOf<Number>, ValuesOf<Number>, ValuesOf<Number>, const GroupedShape &, \
                                           double, OutputOf<Number>, ValuesOf<Number>);                                \
    template void attentionScores<Number>(ValuesOf<Number>, ValuesOf<Number>, const GroupedShape &, uint32_t, double,  \
                                          OutputOf<Number>);                                                           \
    template std::vector<Number> logSoftmax<Number>(ValuesOf<Number>);
FOR_NUMBER(float)
FOR_NUMBER(double)

} // namespace deepscope::reference
