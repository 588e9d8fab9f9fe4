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

void latentAttention(Values queries, Values cache, const LatentShape &shape, float scale, Output out)
{
    const size_t width = size_t(shape.latent) + shape.rope;
    const size_t positions = cache.size() / width;
    std::vector<double> weights(positions);
    for (size_t head = 0; head < shape.heads; ++head) {
        const Values query = queries.subspan(head * width, width);
        for (size_t p = 0; p < positions; ++p)
            weights[p] = scale * dot(query, cache.subspan(p * width, width));
        const double largest = *std::max_element(weights.begin(), weights.end());
        for (double &weight : weights)
            weight = std::exp(weight - largest);
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (size_t c = 0; c < shape.latent; ++c) {
            double value = 0;
            for (size_t p = 0; p < positions; ++p)
                value += weights[p] * cache[p * width + c];
            out[head * shape.latent + c] = float(value / sum);
        }
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
