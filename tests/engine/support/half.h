// F16 and BF16 on the host, written for clarity: what the shaders' bit arithmetic is compared with.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace deepscope::testing {

inline float fromHalf(uint16_t bits)
{
    const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
    const float sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31)
        return mantissa ? std::numeric_limits<float>::quiet_NaN() : sign * std::numeric_limits<float>::infinity();
    return sign * (exponent ? std::ldexp(1024.0F + float(mantissa), exponent - 25) : std::ldexp(float(mantissa), -24));
}

// The nearest F16, ties to even.
inline uint16_t toHalf(float value)
{
    const uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const double size = std::abs(double(value));
    if (std::isnan(value))
        return sign | 0x7e00;
    if (size >= 65520)
        return sign | 0x7c00;
    const int exponent = size == 0 ? -14 : std::max(std::ilogb(size), -14);
    const auto steps = uint16_t(std::nearbyint(std::ldexp(size, 10 - exponent))); // 1024 ... 2048, or a subnormal
    return uint16_t(sign | ((exponent + 14) * 1024 + steps)); // steps carries the implicit bit into the exponent
}

inline float roundToHalf(float value) { return fromHalf(toHalf(value)); }

inline float fromBfloat(uint16_t bits) { return std::bit_cast<float>(uint32_t(bits) << 16); }

inline uint16_t truncateToBfloat(float value) { return uint16_t(std::bit_cast<uint32_t>(value) >> 16); }

} // namespace deepscope::testing
