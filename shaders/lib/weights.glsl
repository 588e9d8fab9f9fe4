// How a kernel reads weights of any type: a chunk of 16 consecutive values of a row at a time.
// The layout is told in engine/gpu/tensor_layout.h; a further type is one branch in INPUT_WEIGHTS.
#ifndef DEEPSCOPE_WEIGHTS_GLSL
#define DEEPSCOPE_WEIGHTS_GLSL

#extension GL_EXT_control_flow_attributes : require

#include "lib/load.glsl"

const uint TYPE_F32 = 0, TYPE_F16 = 1, TYPE_Q8_0 = 8, TYPE_BF16 = 30; // GGUF's numbers
layout(constant_id = 2) const uint WEIGHT_TYPE = TYPE_F32;

const uint CHUNK = 16;

// The weights are values * scale.
struct Chunk {
    vec4 values[4];
    float scale;
};

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

// Declares weights and `NAMEChunk(at, scales)`: chunk number `at` of the tensor (row * chunks a row + chunk of the row);
// `scales`: where the scales begin, in elements of 16 bytes.
#define INPUT_WEIGHTS(slot, name)                                                                                      \
    INPUT_UVEC4(slot, name);                                                                                           \
    Chunk name##Chunk(const uint at, const uint scales)                                                                \
    {                                                                                                                  \
        Chunk chunk;                                                                                                   \
        chunk.scale = 1;                                                                                               \
        if (WEIGHT_TYPE == TYPE_F32) {                                                                                 \
            [[unroll]] for (uint i = 0; i < 4; ++i)                                                                    \
                chunk.values[i] = uintBitsToFloat(fetch(name, at * 4 + i));                                            \
        } else if (WEIGHT_TYPE == TYPE_F16) {                                                                          \
            [[unroll]] for (uint i = 0; i < 2; ++i) {                                                                  \
                const uvec4 bits = fetch(name, at * 2 + i);                                                            \
                chunk.values[i * 2] = fromF16(bits.xy);                                                                \
                chunk.values[i * 2 + 1] = fromF16(bits.zw);                                                            \
            }                                                                                                          \
        } else if (WEIGHT_TYPE == TYPE_BF16) {                                                                         \
            [[unroll]] for (uint i = 0; i < 2; ++i) {                                                                  \
                const uvec4 bits = fetch(name, at * 2 + i);                                                            \
                chunk.values[i * 2] = fromBF16(bits.xy);                                                               \
                chunk.values[i * 2 + 1] = fromBF16(bits.zw);                                                           \
            }                                                                                                          \
        } else {                                                                                                       \
            const uvec4 bits = fetch(name, at);                                                                        \
            [[unroll]] for (uint i = 0; i < 4; ++i)                                                                    \
                chunk.values[i] = fromInt8(bits[i]);                                                                   \
            const uint block = at >> 1u;                                                                               \
            chunk.scale = halfOf(fetch(name, scales + (block >> 3u)), block);                                          \
        }                                                                                                              \
        return chunk;                                                                                                  \
    }

#endif
