// Chooses the next token from the logits. The order of the filters: top-k, top-p, min-p, then temperature draws.
#pragma once

#include "api/run.h"
#include "api/trace.h"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace deepscope {

struct Choice {
    int32_t token = 0;
    float logprob = 0;                 // natural logarithm, of the unmodified distribution
    float entropy = 0;                 // nats, of the unmodified distribution
    std::vector<Candidate> candidates; // best first, of the unmodified distribution
};

// What the filters keep: top-k the k best; top-p the fewest of these whose share of their sum reaches p; min-p those
// with at least p times the probability of the best. The filters see the distribution at temperature 1.
class Sampler {
public:
    // Throws Error(Usage) for a setting out of its range.
    explicit Sampler(const Sampling &settings);

    // Ties go to the lower id. The same settings, seed and logits give the same tokens on every platform. Reports up to
    // `candidates` tokens, at most MaxCandidates. Throws Error(Internal) for a logit that is not a finite number.
    Choice choose(std::span<const float> logits, uint32_t candidates);

private:
    int32_t draw(std::span<const float> logits);

    Sampling m_settings;
    std::mt19937_64 m_random;
};

} // namespace deepscope
