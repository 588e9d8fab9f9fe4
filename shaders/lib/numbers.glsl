// Bits to numbers, and the numbers by which GGUF names tensor types.
#ifndef DEEPSCOPE_NUMBERS_GLSL
#define DEEPSCOPE_NUMBERS_GLSL

const uint TYPE_F32 = 0, TYPE_F16 = 1, TYPE_Q8_0 = 8, TYPE_BF16 = 30;

// Devices may flush F16 below 2^-14 to zero in unpackHalf2x16; such ones count it in whole steps of 2^-24.
layout(constant_id = 101) const bool INTEGER_HALVES = false;

vec2 halvesByIntegers(const uint bits)
{
    const uvec2 signs = uvec2(bits << 16, bits) & 0x80000000u, magnitudes = uvec2(bits, bits >> 16) & 0x7fffu;
    const uvec2 small = floatBitsToUint(vec2(magnitudes) * 5.9604644775390625e-8);
    // Infinity and what is no number have the largest exponent in both types.
    const uvec2 rebias = mix(uvec2(0x38000000u), uvec2(0x70000000u), greaterThanEqual(magnitudes, uvec2(0x7c00u)));
    const uvec2 others = (magnitudes << 13) + rebias;
    return uintBitsToFloat(signs | mix(others, small, lessThan(magnitudes, uvec2(0x400u))));
}

// The two halves of a word.
vec2 fromHalves(const uint bits)
{
    return INTEGER_HALVES ? halvesByIntegers(bits) : unpackHalf2x16(bits);
}

vec4 fromF16(const uvec2 bits) { return vec4(fromHalves(bits.x), fromHalves(bits.y)); }

vec4 fromBF16(const uvec2 bits)
{
    return uintBitsToFloat(uvec4(bits.x << 16, bits.x & 0xffff0000u, bits.y << 16, bits.y & 0xffff0000u));
}

vec4 fromInt8(const uint bits)
{
    return vec4(int(bits << 24) >> 24, int(bits << 16) >> 24, int(bits << 8) >> 24, int(bits) >> 24);
}

// Half number `index` of the four words that hold eight.
float halfOf(const uvec4 words, const uint index) { return fromHalves(words[index >> 1u & 3u])[index & 1u]; }

#endif
