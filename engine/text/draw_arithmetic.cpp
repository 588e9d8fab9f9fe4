#include "text/draw_arithmetic.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace deepscope {

// This file is compiled without contractions (engine/CMakeLists.txt): every operation rounds by itself.

namespace {

constexpr float Largest = std::numeric_limits<float>::max(), Smallest = std::numeric_limits<float>::min();

// Devices may take what is smaller than a normal number for 0.
float usual(float x) { return std::abs(x) < Smallest ? 0 : std::clamp(x, -Largest, Largest); }

} // namespace

float adjustedLogit(float logit, const TokenEntry &entry, const Sampling &settings)
{
    float x = logit + entry.bias;
    if (entry.inPrompt + entry.inAnswer > 0)
        x = x > 0 ? x * (1 / settings.repetitionPenalty) : x * settings.repetitionPenalty;
    if (entry.inAnswer > 0) {
        const float often = settings.frequencyPenalty * float(entry.inAnswer);
        x = x - often;
        x = x - settings.presencePenalty;
    }
    return usual(x);
}

float exponential(float x)
{
    if (!(x >= -87))
        return 0;
    constexpr float ToWhole = 12582912; // 1.5 * 2^23: what is added to it is rounded to whole numbers
    const float k = (x * 1.4426950408889634F + ToWhole) - ToWhole;
    // ln 2 in two parts; k times the first is exact.
    float r = x - k * 0.693359375F;
    r = r + k * 2.12194440054690583e-4F;
    float series = r * (1.0F / 5040) + 1.0F / 720;
    series = r * series + 1.0F / 120;
    series = r * series + 1.0F / 24;
    series = r * series + 1.0F / 6;
    series = r * series + 1.0F / 2;
    series = r * series + 1;
    series = r * series + 1;
    return series * std::bit_cast<float>(uint32_t(int32_t(k) + 127) << 23);
}

uint64_t weightOf(float difference, float inverseTemperature)
{
    return uint64_t(double(exponential(difference * inverseTemperature)) * double(uint64_t(1) << WeightBits));
}

float leastDifference(float minP) { return minP > 0 ? float(std::log(double(minP))) : -Largest; }

float inverseOf(float temperature) { return std::clamp(1 / temperature, Smallest, Largest); }

uint64_t partOf(uint64_t whole, uint64_t fraction)
{
    const uint64_t wholeLow = uint32_t(whole), wholeHigh = whole >> 32;
    const uint64_t fractionLow = uint32_t(fraction), fractionHigh = fraction >> 32;
    const uint64_t low = wholeLow * fractionLow, first = wholeHigh * fractionLow, second = wholeLow * fractionHigh;
    const uint64_t middle = (low >> 32) + uint32_t(first) + uint32_t(second);
    return wholeHigh * fractionHigh + (first >> 32) + (second >> 32) + (middle >> 32);
}

} // namespace deepscope
