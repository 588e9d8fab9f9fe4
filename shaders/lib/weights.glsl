// How a kernel reads weights of any type: a chunk of 16 consecutive values of a row at a time.
// The layout is told in engine/gpu/tensor_layout.h; a further type is one branch in INPUT_WEIGHTS.
#ifndef DEEPSCOPE_WEIGHTS_GLSL
#define DEEPSCOPE_WEIGHTS_GLSL

#extension GL_EXT_control_flow_attributes : require

#include "lib/load.glsl"
#include "lib/numbers.glsl"

layout(constant_id = 2) const uint WEIGHT_TYPE = TYPE_F32;

const uint CHUNK = 16;

// The weights are values * scale.
struct Chunk {
    vec4 values[4];
    float scale;
};

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
