// How attention reads a KV cache: eight consecutive values of a row at a time. engine/ops/cache_rows.h tells how a row
// lies.
#ifndef DEEPSCOPE_CACHE_GLSL
#define DEEPSCOPE_CACHE_GLSL

#include "lib/load.glsl"
#include "lib/numbers.glsl"

layout(constant_id = 2) const uint CACHE_TYPE = TYPE_F32;

const uint CHUNK = 8;

struct Eight {
    vec4 low, high;
};

// Declares rows and `NAMEEight(row, at, scales)`: values [at, at + 8) of the row that begins at element `row`; of Q8_0
// its scales begin `scales` bytes behind.
#define INPUT_CACHE(slot, name)                                                                                        \
    INPUT_UVEC4(slot, name);                                                                                           \
    Eight name##Eight(const uint row, const uint at, const uint scales)                                                \
    {                                                                                                                  \
        if (CACHE_TYPE == TYPE_F32) {                                                                                  \
            const uint element = (row + at) / 4;                                                                       \
            return Eight(uintBitsToFloat(fetch(name, element)), uintBitsToFloat(fetch(name, element + 1)));            \
        }                                                                                                              \
        if (CACHE_TYPE == TYPE_F16) {                                                                                  \
            const uvec4 bits = fetch(name, (row + at) / 8);                                                            \
            return Eight(fromF16(bits.xy), fromF16(bits.zw));                                                          \
        }                                                                                                              \
        const uvec4 bits = fetch(name, (row + at) / 16);                                                               \
        const uvec2 bytes = (at & 8u) == 0 ? bits.xy : bits.zw;                                                        \
        const uint scaleAt = (row + scales) / 2 + at / 32;                                                               \
        const float scale = halfOf(fetch(name, scaleAt / 8), scaleAt);                                                     \
        return Eight(fromInt8(bytes.x) * scale, fromInt8(bytes.y) * scale);                                            \
    }

#endif
