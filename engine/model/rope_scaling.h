// Angles of the rotary embedding, and how YaRN stretches them to longer contexts. arXiv:2104.09864, arXiv:2309.00071.
#pragma once

#include <cstdint>
#include <vector>

namespace deepscope {

struct RopeScaling {
    enum class Kind : uint8_t { None, Linear, Yarn };
    Kind kind = Kind::None;
    double factor = 1;          // how much longer the context became
    double originalContext = 0; // tokens
    double betaFast = 32, betaSlow = 1;
    double logMultiplier = 0.1; // DeepSeek: 0.1 * mscale_all_dim

    // YaRN's factor on queries and keys that goes with the stretching, 1 + logMultiplier ln(factor); else 1.
    double magnitude() const;
};

// dimensions / 2 angles a position. `base` > 1.
std::vector<float> ropeFrequencies(uint32_t dimensions, double base, const RopeScaling &scaling);

} // namespace deepscope
