// The arithmetic by which tokens are drawn, step for step that of shaders/lib/draw.glsl: single roundings of F32, and
// sums of whole numbers, which have no order. So a device draws what the host draws, to the bit, however it shares out
// the work, where its F32 rounds as the host's does: Mesa's and NVIDIA's do.
#pragma once

#include "api/sampling.h"

#include <cstdint>

namespace deepscope {

// A token whose logit is changed before the draw, and why.
struct TokenEntry {
    int32_t token = 0;
    uint32_t inPrompt = 0, inAnswer = 0; // how often it stands there
    float bias = 0;
    bool operator==(const TokenEntry &) const = default;
};

float adjustedLogit(float logit, const TokenEntry &entry, const Sampling &settings);

// e^x for x <= 0, with an error below 2e-7 of the result; 0 below -87.
float exponential(float x);

inline constexpr int WeightBits = 43;

// e^(difference / temperature) in units of 2^-43, rounded down: a token that weighs less than 2^-43 of the best weighs
// nothing, and 2^18 = 262,144 tokens fit into 62 bits. difference: a logit minus the largest.
uint64_t weightOf(float difference, float inverseTemperature);
float inverseOf(float temperature); // always a normal number
float leastDifference(float minP);  // which logits, less the largest, min-p keeps: log(minP)

uint64_t partOf(uint64_t whole, uint64_t fraction); // whole * fraction / 2^64, rounded down
inline constexpr double FractionOfOne = 0x1p64;     // a fraction is counted in these parts

} // namespace deepscope
