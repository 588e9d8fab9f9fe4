// The distribution that logits stand for.
#pragma once

#include "api/error.h"

#include <cstddef>
#include <span>

namespace deepscope {

// Throws Error(Internal) for no logits, NotFinite for one that is not a finite number.
struct Distribution {
    explicit Distribution(std::span<const float> logits);
    // From sums over all logits, d = logit - largest: of e^d and of -d e^d.
    Distribution(float largest, double sum, double weighted);

    float logprob(float logit) const { return float(double(logit) - logSum); } // natural logarithm

    float largest = 0;  // logit
    double logSum = 0;  // logarithm of the sum of all exp(logit)
    double entropy = 0; // nats
};

// KL(one || other) over all of the vocabulary, nats. Both rows have its size.
double divergence(std::span<const float> one, std::span<const float> other);

// The logit of a token is not a finite number. Of kind Internal.
class NotFinite : public Error {
public:
    explicit NotFinite(size_t token);
};

} // namespace deepscope
