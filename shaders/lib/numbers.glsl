// Bits to numbers, and the numbers by which GGUF names tensor types.
#ifndef DEEPSCOPE_NUMBERS_GLSL
#define DEEPSCOPE_NUMBERS_GLSL

const uint TYPE_F32 = 0, TYPE_F16 = 1, TYPE_Q8_0 = 8, TYPE_BF16 = 30;

vec4 fromF16(const uvec2 bits) { return vec4(unpackHalf2x16(bits.x), unpackHalf2x16(bits.y)); }

vec4 fromBF16(const uvec2 bits)
{
    return uintBitsToFloat(uvec4(bits.x << 16, bits.x & 0xffff0000u, bits.y << 16, bits.y & 0xffff0000u));
}

vec4 fromInt8(const uint bits)
{
    return vec4(int(bits << 24) >> 24, int(bits << 16) >> 24, int(bits << 8) >> 24, int(bits) >> 24);
}

// Half number `index` of the four words that hold eight.
float halfOf(const uvec4 words, const uint index) { return unpackHalf2x16(words[index >> 1u & 3u])[index & 1u]; }

#endif
