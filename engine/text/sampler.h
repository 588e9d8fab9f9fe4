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
    float logprob = 0; // natural logarithm, of the unmodified distribution
    float entropy = 0; // nats, of the unmodified distribution
    std::vector<Candidate> candidates;
};

class Sampler {
public:
    explicit Sampler(const Sampling &settings);
    // Ties go to the lower id. The same seed and logits give the same tokens.
    Choice choose(std::span<const float> logits, uint32_t candidates);

private:
    Sampling m_settings;
    std::mt19937_64 m_random;
};

} // namespace deepscope
