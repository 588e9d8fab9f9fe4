#include "text/distribution.h"

#include "api/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deepscope {

namespace {

float requireFinite(std::span<const float> logits)
{
    if (logits.empty())
        throw Error(ErrorKind::Internal, "There are no logits to choose from.");
    float largest = logits[0];
    for (size_t i = 0; i < logits.size(); ++i) {
        if (!std::isfinite(logits[i]))
            throw NotFinite(i);
        largest = std::max(largest, logits[i]);
    }
    return largest;
}

} // namespace

NotFinite::NotFinite(size_t token)
    : Error(ErrorKind::Internal, "The model gave a logit that is not a finite number, for token " +
                                     std::to_string(token) + ": the weights or the computation are broken.")
{
}

Distribution::Distribution(std::span<const float> logits) : largest(requireFinite(logits))
{
    double sum = 0, weighted = 0;
    for (const float logit : logits) {
        const double difference = double(logit) - largest;
        const double share = std::exp(difference);
        sum += share;
        weighted -= difference * share;
    }
    *this = Distribution(largest, sum, weighted);
}

// Relative to the largest, so that nothing overflows: S = sum e^d, H = log S - (sum d e^d) / S.
Distribution::Distribution(float best, double sum, double weighted)
    : largest(best), logSum(best + std::log(sum)), entropy(std::max(0.0, std::log(sum) + weighted / sum))
{
}

double divergence(std::span<const float> one, std::span<const float> other)
{
    const Distribution p(one), q(other);
    double sum = 0;
    for (size_t token = 0; token < one.size(); ++token) {
        const double logprob = double(one[token]) - p.logSum;
        sum += std::exp(logprob) * (logprob - (double(other[token]) - q.logSum));
    }
    return std::max(sum, 0.0); // rounding may leave less than nothing of two that are alike
}

} // namespace deepscope
