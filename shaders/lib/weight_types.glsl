// Where a chunk of 16 consecutive weights of each type lies, and what its bits mean. The formats are those of
// github.com/ggml-org/ggml; engine/gpu/tensor_layout.h tells how blocks are taken apart into bodies and tails.
#ifndef DEEPSCOPE_WEIGHT_TYPES_GLSL
#define DEEPSCOPE_WEIGHT_TYPES_GLSL

#extension GL_EXT_control_flow_attributes : require

#include "lib/numbers.glsl"

// Blocks of 32, as Q8_0, and of 256.
const uint TYPE_Q4_0 = 2, TYPE_Q4_1 = 3, TYPE_Q5_0 = 6, TYPE_Q5_1 = 7, TYPE_IQ4_NL = 20, TYPE_MXFP4 = 39;
const uint TYPE_Q2_K = 10, TYPE_Q3_K = 11, TYPE_Q4_K = 12, TYPE_Q5_K = 13, TYPE_Q6_K = 14, TYPE_IQ4_XS = 23;

const uint CHUNK = 16;

// The weights are values * scale + offset.
struct Chunk {
    vec4 values[4];
    float scale, offset;
};

// Types whose offset may be other than 0, a bit each of those below 32. Those that count from a middle value have it in
// the offset.
const uint OFFSET_TYPES = 1u << TYPE_Q4_0 | 1u << TYPE_Q4_1 | 1u << TYPE_Q5_0 | 1u << TYPE_Q5_1 | 1u << TYPE_Q2_K |
                          1u << TYPE_Q3_K | 1u << TYPE_Q4_K | 1u << TYPE_Q5_K | 1u << TYPE_Q6_K;
#define HAS_OFFSET(type) (OFFSET_TYPES >> ((type) & 31u) & ~((type) >> 5u) & 1u)

// Elements that a chunk is read from.
uint chunkFetches(const uint type)
{
    if (type == TYPE_F32 || type == TYPE_Q6_K)
        return 4;
    return type == TYPE_Q2_K || type == TYPE_Q3_K || type == TYPE_Q5_K ? 3 : 2;
}

// In a block of 256, chunk 8n + 2j + h holds values 128n + 32j + 16h and on.
#define chunkN (at >> 3u & 1u)
#define chunkJ (at >> 1u & 3u)
#define chunkH (at & 1u)

// Their numbers, for chunk number `at` of a tensor whose tails begin with element `tail`.
uvec4 chunkElements(const uint type, const uint at, const uint tail)
{
    const uint block = at >> 4u;
    switch (type) {
    case TYPE_F32:
        return at * 4 + uvec4(0, 1, 2, 3);
    case TYPE_Q8_0: // values, scale
        return uvec4(at, tail + (at >> 4u), 0, 0);
    case TYPE_Q4_0: // values, scale
    case TYPE_IQ4_NL:
        return uvec4(at >> 1u, tail + (at >> 4u), 0, 0);
    case TYPE_MXFP4: // values, scale
        return uvec4(at >> 1u, tail + (at >> 5u), 0, 0);
    case TYPE_Q4_1: // values; scale, minimum
        return uvec4(at >> 1u, tail + (at >> 3u), 0, 0);
    case TYPE_Q5_0: // values; scale, high bits
    case TYPE_Q5_1: // values; scale, minimum, high bits
        return uvec4(at >> 1u, tail + (at >> 2u), 0, 0);
    case TYPE_Q2_K: // values; scales and minimums of chunks; scales of these
        return uvec4(block * 5 + 1 + chunkN * 2 + chunkH, block * 5, tail + (block >> 2u), 0);
    case TYPE_Q3_K: // values, high bits, scales
        return uvec4(block * 7 + 2 + chunkN * 2 + chunkH, block * 7 + chunkH, block * 7 + 6, 0);
    case TYPE_Q4_K: // values, scales
        return uvec4(block * 9 + 1 + (at >> 2u & 3u) * 2 + chunkH, block * 9, 0, 0);
    case TYPE_Q5_K: // values, scales, high bits
        return uvec4(block * 11 + 3 + (at >> 2u & 3u) * 2 + chunkH, block * 11, block * 11 + 1 + chunkH, 0);
    case TYPE_Q6_K: // values, high bits, scales of chunks, scale of these
        return uvec4(block * 13 + chunkN * 4 + (at >> 1u & 1u) * 2 + chunkH, block * 13 + 8 + chunkN * 2 + chunkH,
                     block * 13 + 12, tail + (block >> 3u));
    case TYPE_IQ4_XS: // values, scales
        return uvec4(at >> 1u, tail + (at >> 5u), 0, 0);
    default: // F16, BF16
        return at * 2 + uvec4(0, 1, 0, 0);
    }
}

// Bytes below 128; signed numbers are quicker to convert on most devices.
vec4 fromBytes(const uint bits) { return vec4(int(bits & 255u), int(bits >> 8 & 255u), int(bits >> 16 & 255u), int(bits >> 24)); }

// Bit number i of `bits` in byte i.
uint spread(const uint bits) { return (bits & 15u) * 0x00204081u & 0x01010101u; }

// What nibbles stand for, as bytes. IQ4: -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113.
const uvec4 IQ4_NUMBERS = uvec4(0xbfad9881u, 0xf6eaddcfu, 0x26190d01u, 0x71594535u);
// MXFP4: 0, 1, 2, 3, 4, 6, 8, 12, and the same negative.
const uvec4 MXFP4_NUMBERS = uvec4(0x03020100u, 0x0c080604u, 0xfdfeff00u, 0xf4f8fafcu);

float fromNibble(const uvec4 numbers, const uint nibble)
{
    const uint upper = (nibble & 4u) != 0 ? numbers.w : numbers.z;
    const uint lower = (nibble & 4u) != 0 ? numbers.y : numbers.x;
    const uint four = (nibble & 8u) != 0 ? upper : lower;
    return float(int(four << (24u - (nibble & 3u) * 8u)) >> 24);
}

vec4 fromNibbles(const uvec4 numbers, const uint bits)
{
    return vec4(fromNibble(numbers, bits & 15u), fromNibble(numbers, bits >> 8 & 15u),
                fromNibble(numbers, bits >> 16 & 15u), fromNibble(numbers, bits >> 24));
}

// 2^(exponent - 128), as the reference has it. The scales of 0 and 1 are denormal, and a device may take them for 0.
float powerOfTwo(const uint exponent)
{
    return uintBitsToFloat(exponent < 2 ? 0x00200000u << exponent : (exponent - 1) << 23);
}

// The 6-bit scale and minimum of 32 values number `index` of a block of Q4_K or Q5_K.
vec2 scaleAndMinimum(const uvec4 head, const uint index)
{
    const uint shift = (index & 3u) * 8;
    const uint y = head.y >> shift, z = head.z >> shift, w = head.w >> shift;
    const uvec2 bits = index < 4 ? uvec2(y, z) & 63u : uvec2(w & 15u, w >> 4 & 15u) | (uvec2(y, z) >> 2 & 0x30u);
    return fromHalves(head.x) * vec2(ivec2(bits)) * vec2(1, -1);
}

// The 6-bit scale of chunk `index` of a block of Q3_K, less 32.
int scaleOfQ3K(const uvec4 words, const uint index)
{
    const uint low = ((index & 4u) != 0 ? words.y : words.x) >> ((index & 3u) * 8 + (index >> 3u) * 4) & 15u;
    return int(low | (words.z >> ((index & 3u) * 8 + (index >> 2u) * 2) & 3u) << 4) - 32;
}

// Numbers of up to 7 bits, a byte each, of the chunk that `words` were fetched for.
uvec4 chunkBytes(const uint type, const uint at, const uvec4 words[4])
{
    switch (type) {
    case TYPE_Q2_K:
        return words[0] >> chunkJ * 2 & 0x03030303u;
    case TYPE_Q3_K:
        return words[0] >> chunkJ * 2 & 0x03030303u | (words[1] >> (at >> 1u & 7u) & 0x01010101u) << 2;
    case TYPE_Q4_K:
        return words[0] >> (at >> 1u & 1u) * 4 & 0x0f0f0f0fu;
    case TYPE_Q5_K:
        return words[0] >> (at >> 1u & 1u) * 4 & 0x0f0f0f0fu | (words[2] >> (at >> 1u & 7u) & 0x01010101u) << 4;
    case TYPE_Q6_K:
        return words[0] >> (chunkJ >> 1u) * 4 & 0x0f0f0f0fu | (words[1] >> chunkJ * 2 & 0x03030303u) << 4;
    case TYPE_Q5_0:
    case TYPE_Q5_1: {
        const uvec2 tail = (at & 2u) != 0 ? words[1].zw : words[1].xy;
        const uint all = type == TYPE_Q5_1 ? tail.y : tail.x >> 16 | tail.y << 16;
        const uint high = all >> chunkH * 16;
        return words[0] >> chunkH * 4 & 0x0f0f0f0fu |
               uvec4(spread(high), spread(high >> 4), spread(high >> 8), spread(high >> 12)) << 4;
    }
    default: // Q4_0, Q4_1, IQ4_NL, IQ4_XS, MXFP4
        return words[0] >> chunkH * 4 & 0x0f0f0f0fu;
    }
}

// Scale and offset.
vec2 chunkScale(const uint type, const uint at, const uvec4 words[4])
{
    switch (type) {
    case TYPE_Q8_0:
    case TYPE_IQ4_NL:
        return vec2(halfOf(words[1], at >> 1u), 0);
    case TYPE_Q4_0:
        return halfOf(words[1], at >> 1u) * vec2(1, -8);
    case TYPE_MXFP4:
        return vec2(powerOfTwo(words[1][at >> 3u & 3u] >> (at >> 1u & 3u) * 8 & 255u), 0);
    case TYPE_Q4_1:
        return fromHalves(words[1][at >> 1u & 3u]);
    case TYPE_Q5_0:
        return fromHalves((at & 2u) != 0 ? words[1].z : words[1].x).x * vec2(1, -16);
    case TYPE_Q5_1:
        return fromHalves((at & 2u) != 0 ? words[1].z : words[1].x);
    case TYPE_Q2_K: {
        const uint byte = words[1][at >> 2u & 3u] >> (at & 3u) * 8;
        return fromHalves(words[2][at >> 4u & 3u]) * vec2(int(byte & 15u), -int(byte >> 4 & 15u));
    }
    case TYPE_Q3_K:
        return fromHalves(words[2].w).x * float(scaleOfQ3K(words[2], at & 15u)) * vec2(1, -4);
    case TYPE_Q4_K:
    case TYPE_Q5_K:
        return scaleAndMinimum(words[1], at >> 1u & 7u);
    case TYPE_Q6_K: {
        const int scale = int(words[2][at >> 2u & 3u] << (24u - (at & 3u) * 8)) >> 24;
        return halfOf(words[3], at >> 4u) * float(scale) * vec2(1, -32);
    }
    case TYPE_IQ4_XS: {
        const uvec2 tail = (at & 16u) != 0 ? words[1].zw : words[1].xy;
        const uint index = at >> 1u & 7u;
        const uint scale = tail.y >> index * 4 & 15u | (tail.x >> (16u + index * 2) & 3u) << 4;
        return vec2(fromHalves(tail.x).x * float(int(scale) - 32), 0);
    }
    default:
        return vec2(1, 0);
    }
}

// Chunk number `at` from the elements that belong to it.
Chunk decodeChunk(const uint type, const uint at, const uvec4 words[4])
{
    Chunk chunk;
    if (type == TYPE_F32) {
        [[unroll]] for (uint i = 0; i < 4; ++i)
            chunk.values[i] = uintBitsToFloat(words[i]);
    } else if (type == TYPE_F16) {
        [[unroll]] for (uint i = 0; i < 4; ++i)
            chunk.values[i] = fromF16(i % 2 == 0 ? words[i / 2].xy : words[i / 2].zw);
    } else if (type == TYPE_BF16) {
        [[unroll]] for (uint i = 0; i < 4; ++i)
            chunk.values[i] = fromBF16(i % 2 == 0 ? words[i / 2].xy : words[i / 2].zw);
    } else if (type == TYPE_Q8_0) {
        [[unroll]] for (uint i = 0; i < 4; ++i)
            chunk.values[i] = fromInt8(words[0][i]);
    } else {
        const uvec4 bytes = chunkBytes(type, at, words);
        const uvec4 numbers = type == TYPE_MXFP4 ? MXFP4_NUMBERS : IQ4_NUMBERS;
        const bool named = type == TYPE_MXFP4 || type == TYPE_IQ4_NL || type == TYPE_IQ4_XS;
        [[unroll]] for (uint i = 0; i < 4; ++i)
            chunk.values[i] = named ? fromNibbles(numbers, bytes[i]) : fromBytes(bytes[i]);
    }
    const vec2 scale = chunkScale(type, at, words);
    chunk.scale = scale.x;
    chunk.offset = scale.y;
    return chunk;
}

#endif
