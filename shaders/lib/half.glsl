// The F16 nearest to an F32, ties to even, in the low 16 bits. Vulkan leaves the rounding of packHalf2x16 to the driver.
#ifndef DEEPSCOPE_HALF_GLSL
#define DEEPSCOPE_HALF_GLSL

// value / 2^shift, nearest, ties to even.
uint shiftRounded(uint value, uint shift)
{
    const uint whole = value >> shift, rest = value & ((1u << shift) - 1u), middle = 1u << (shift - 1u);
    return whole + uint(rest > middle || (rest == middle && (whole & 1u) != 0));
}

uint toHalf(float value)
{
    const uint bits = floatBitsToUint(value), sign = (bits >> 16) & 0x8000u, magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u)
        return sign | 0x7e00u; // not a number
    if (magnitude >= 0x477ff000u)
        return sign | 0x7c00u; // 65520 and more round to infinity
    if (magnitude >= 0x38800000u)
        return sign | shiftRounded(magnitude - 0x38000000u, 13u);
    const uint shift = 126u - (magnitude >> 23); // below 2^-14 F16 counts in steps of 2^-24
    return sign | (shift > 25u ? 0u : shiftRounded((magnitude & 0x7fffffu) | 0x800000u, shift));
}

#endif
