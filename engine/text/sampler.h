// Chooses the next token from the logits. The order of the filters: top-k, top-p, min-p, then temperature draws.
#pragma once

#include "api/run.h"
#include "api/trace.h"
#include "text/draw_arithmetic.h"
#include "text/philox.h"

#include <cstdint>
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
// with at least p times the probability of the best. The filters see the distribution at temperature 1. What is kept is
// laid out best first where top-k or top-p are on, else in the order of ids, each as wide as it weighs, and the token
// is taken that the number of the place falls on. Ties go to the lower id.
class Sampler {
public:
    // Throws Error(Usage) for a setting out of its range.
    explicit Sampler(const Sampling &settings);

    // `entries`: whose logits are changed before the choice (adjusted_tokens.h). Reports up to `candidates` tokens, at
    // most MaxCandidates. Throws NotFinite for a logit that is not a finite number.
    Choice choose(std::span<const float> logits, uint32_t candidates, DrawPlace place,
                  std::span<const TokenEntry> entries) const;

    // The token alone, of finite logits.
    int32_t draw(std::span<const float> logits, DrawPlace place, std::span<const TokenEntry> entries) const;

    const Sampling &settings() const { return m_settings; }

private:
    int32_t drawFrom(std::span<const float> logits, DrawPlace place) const;

    Sampling m_settings;
};

} // namespace deepscope
