// How a kernel reads weights of any type: a chunk of 16 consecutive values of a row at a time, dequantised in registers.
#ifndef DEEPSCOPE_WEIGHTS_GLSL
#define DEEPSCOPE_WEIGHTS_GLSL

#include "lib/load.glsl"
#include "lib/weight_types.glsl"

layout(constant_id = 2) const uint WEIGHT_TYPE = TYPE_F32;
layout(constant_id = 7) const uint SECOND_WEIGHT_TYPE = TYPE_F32; // of kernels that read two matrices

const bool ANY_OFFSET = (HAS_OFFSET(WEIGHT_TYPE) | HAS_OFFSET(SECOND_WEIGHT_TYPE)) != 0;

// Declares weights; `NAMEWords(at, tail)`: what is read of chunk number `at` of the tensor (row * chunks a row + chunk of
// the row); and `NAMEChunk(at, tail)`: the same, decoded. `tail`: where the tails begin, in elements of 16 bytes.
#define INPUT_WEIGHTS(slot, name, type)                                                                                \
    INPUT_UVEC4(slot, name);                                                                                           \
    uvec4[4] name##Words(const uint at, const uint tail)                                                               \
    {                                                                                                                  \
        const uvec4 elements = chunkElements(type, at, tail);                                                          \
        uvec4 words[4];                                                                                                \
        [[unroll]] for (uint i = 0; i < 4; ++i)                                                                        \
            if (i < chunkFetches(type))                                                                                \
                words[i] = fetch(name, elements[i]);                                                                   \
        return words;                                                                                                  \
    }                                                                                                                  \
    Chunk name##Chunk(const uint at, const uint tail) { return decodeChunk(type, at, name##Words(at, tail)); }

#endif
