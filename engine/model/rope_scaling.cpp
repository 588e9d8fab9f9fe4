#include "model/rope_scaling.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace deepscope {

double RopeScaling::magnitude() const { return kind == Kind::Yarn ? 1 + logMultiplier * std::log(factor) : 1; }

// Angles that turn often in the original context stay; those that never finish a turn are divided by the factor; a
// linear ramp lies between them.
std::vector<float> ropeFrequencies(uint32_t dimensions, double base, const RopeScaling &scaling)
{
    const double n = dimensions;
    // The index of the angle that makes so many turns within the original context.
    const auto indexOfTurns = [&](double turns) {
        return n * std::log(scaling.originalContext / (2 * std::numbers::pi * turns)) / (2 * std::log(base));
    };
    const bool yarn = scaling.kind == RopeScaling::Kind::Yarn;
    const double low = yarn ? std::max(0.0, std::floor(indexOfTurns(scaling.betaFast))) : 0;
    const double high = yarn ? std::min(n - 1, std::ceil(indexOfTurns(scaling.betaSlow))) : 0;
    std::vector<float> frequencies;
    for (uint32_t i = 0; i < dimensions / 2; ++i) {
        const double angle = std::pow(base, -2.0 * i / n);
        const double keep = yarn ? 1 - std::clamp((i - low) / std::max(0.001, high - low), 0.0, 1.0) : 0;
        frequencies.push_back(float(angle * keep + angle / scaling.factor * (1 - keep)));
    }
    return frequencies;
}

} // namespace deepscope
