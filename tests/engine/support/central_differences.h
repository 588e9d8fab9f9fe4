// Slopes against central differences of what they are the slopes of.
#pragma once

#include <cmath>
#include <functional>
#include <span>
#include <string>

namespace deepscope::testing {

using Objective = std::function<double()>; // of values that it holds by reference

inline constexpr double Nudge = 1e-6;

// The derivative of the objective by one of its values, which is put back.
inline double centralDifference(const Objective &objective, double &value)
{
    const double before = value;
    value = before + Nudge;
    const double above = objective();
    value = before - Nudge;
    const double below = objective();
    value = before;
    return (above - below) / (2 * Nudge);
}

// Empty when each `stride`th slope is within `bound` * (floor + |difference|) of the central difference by its value;
// else which is not, and both numbers. `floor`: what the rounding of the objective leaves of a difference, and more.
inline std::string wrongSlope(const Objective &objective, std::span<double> values, std::span<const double> slopes,
                              double bound, double floor = 1e-4, size_t stride = 1)
{
    for (size_t i = 0; i < values.size(); i += stride) {
        const double expected = centralDifference(objective, values[i]);
        if (!(std::abs(slopes[i] - expected) <= bound * (floor + std::abs(expected))))
            return "slope " + std::to_string(i) + " of " + std::to_string(values.size()) + " is " +
                   std::to_string(slopes[i]) + ", but the difference is " + std::to_string(expected);
    }
    return {};
}

} // namespace deepscope::testing

#define COMPARE_SLOPES(...)                                                                                            \
    do {                                                                                                               \
        const std::string wrong = deepscope::testing::wrongSlope(__VA_ARGS__);                                         \
        QVERIFY2(wrong.empty(), wrong.c_str());                                                                        \
    } while (false)
