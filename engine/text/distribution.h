// The distribution that logits stand for.
#pragma once

#include <cstdint>
#include <span>

namespace deepscope {

// Throws Error(Internal) for no logits, or for one that is not a finite number.
struct Distribution {
    explicit Distribution(std::span<const float> logits);

    float logprob(float logit) const { return float(double(logit) - logSum); } // natural logarithm

    float largest = 0;  // logit
    double logSum = 0;  // logarithm of the sum of all exp(logit)
    double entropy = 0; // nats
};

} // namespace deepscope
