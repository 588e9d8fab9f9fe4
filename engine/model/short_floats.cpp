#include "model/short_floats.h"

#include <bit>
#include <cmath>
#include <limits>

namespace deepscope {

float fromF16(uint16_t bits)
{
    const int exponent = (bits >> 10) & 0x1f;
    const int fraction = bits & 0x3ff;
    float size;
    if (exponent == 0x1f)
        size = fraction ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity();
    else if (exponent == 0)
        size = std::ldexp(float(fraction), -24);
    else
        size = std::ldexp(float(fraction + 0x400), exponent - 25);
    return bits & 0x8000 ? -size : size;
}

float fromBf16(uint16_t bits) { return std::bit_cast<float>(uint32_t(bits) << 16); }

} // namespace deepscope
