#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope::reference {

namespace {

double dot(Values a, Values b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * b[i];
    return sum;
}

} // namespace

void rmsNorm(Values x, Values weight, float epsilon, Output y)
{
    const double scale = 1 / std::sqrt(dot(x, x) / double(x.size()) + epsilon);
    for (size_t i = 0; i < x.size(); ++i)
        y[i] = float(x[i] * scale * weight[i]);
}

void matrixVector(Values weights, Values x, Output y)
{
    for (size_t row = 0; row < y.size(); ++row)
        y[row] = float(dot(weights.subspan(row * x.size(), x.size()), x));
}

void matrixTransposedVector(Values weights, Values x, Output y)
{
    std::vector<double> sums(y.size());
    for (size_t row = 0; row < x.size(); ++row)
        for (size_t column = 0; column < y.size(); ++column)
            sums[column] += double(weights[row * y.size() + column]) * x[row];
    std::transform(sums.begin(), sums.end(), y.begin(), [](double sum) { return float(sum); });
}

void rope(Output x, uint32_t position, Values frequencies, RopePairing pairing)
{
    for (size_t i = 0; i < frequencies.size(); ++i) {
        const bool adjacent = pairing == RopePairing::Adjacent;
        float &first = x[adjacent ? 2 * i : i];
        float &second = x[adjacent ? 2 * i + 1 : i + frequencies.size()];
        const double angle = double(position) * frequencies[i];
        const double a = first, b = second;
        first = float(a * std::cos(angle) - b * std::sin(angle));
        second = float(a * std::sin(angle) + b * std::cos(angle));
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

void siluMultiply(Values gate, Values up, Output y)
{
    for (size_t i = 0; i < y.size(); ++i)
        y[i] = float(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * up[i]);
}

namespace {

// Columns [first, first + width) of every row of a cache.
struct CacheColumns {
    Values rows;
    size_t rowWidth, first, width;
    size_t positions() const { return rows.size() / rowWidth; }
    Values at(size_t position) const { return rows.subspan(position * rowWidth + first, width); }
};

void attendOneHead(Values query, const CacheColumns &keys, const CacheColumns &values, float scale, Output out)
{
    std::vector<double> weights(keys.positions());
    for (size_t p = 0; p < weights.size(); ++p)
        weights[p] = scale * dot(query, keys.at(p));
    const double largest = *std::max_element(weights.begin(), weights.end());
    for (double &weight : weights)
        weight = std::exp(weight - largest);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (size_t c = 0; c < out.size(); ++c) {
        double value = 0;
        for (size_t p = 0; p < weights.size(); ++p)
            value += weights[p] * values.at(p)[c];
        out[c] = float(value / sum);
    }
}

} // namespace

void latentAttention(Values queries, Values cache, const LatentShape &shape, float scale, Output out)
{
    const size_t width = size_t(shape.latent) + shape.rope, latent = shape.latent;
    for (size_t head = 0; head < shape.heads; ++head)
        attendOneHead(queries.subspan(head * width, width), {cache, width, 0, width}, {cache, width, 0, latent}, scale,
                      out.subspan(head * latent, latent));
}

void groupedAttention(Values queries, Values keys, Values values, const GroupedShape &shape, float scale, Output out)
{
    const size_t width = shape.head, value = shape.value, cached = shape.keyValueHeads;
    for (size_t head = 0; head < shape.heads; ++head) {
        const size_t group = head / (shape.heads / cached);
        attendOneHead(queries.subspan(head * width, width), {keys, cached * width, group * width, width},
                      {values, cached * value, group * value, value}, scale, out.subspan(head * value, value));
    }
}

std::vector<float> logSoftmax(Values logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (float logit : logits)
        sum += std::exp(logit - largest);
    std::vector<float> result;
    result.reserve(logits.size());
    for (float logit : logits)
        result.push_back(float(logit - largest - std::log(sum)));
    return result;
}

} // namespace deepscope::reference
