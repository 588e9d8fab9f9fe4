// A text for any vocabulary, and all that a reading of it says, to the bit.
#pragma once

#include "api/score.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace deepscope::testing {

inline std::vector<int32_t> someText(uint32_t length, uint32_t vocabulary)
{
    std::vector<int32_t> tokens;
    for (uint32_t i = 0; i < length; ++i)
        tokens.push_back(int32_t((i * 37 + i * i) % (vocabulary - 10) + 5));
    return tokens;
}

inline std::vector<uint32_t> bitsOf(const std::vector<ScoredPosition> &positions)
{
    std::vector<uint32_t> bits;
    for (const ScoredPosition &position : positions) {
        bits.push_back(std::bit_cast<uint32_t>(position.logprob));
        for (const ExpertHit &hit : position.routing) {
            bits.push_back(hit.expert);
            bits.push_back(std::bit_cast<uint32_t>(hit.weight));
        }
    }
    return bits;
}

} // namespace deepscope::testing
