// A register tile of a matrix product: TILE_ROWS weight rows by TILE_TOKENS token rows a subgroup, lanes along the
// columns, a chunk each. One token makes it the matrix-vector product. Every sum is carried in F32, in the same order
// for every tile size. The kernel declares its activations as `x` before it includes this file.
#ifndef DEEPSCOPE_TILE_GLSL
#define DEEPSCOPE_TILE_GLSL

#include "lib/weights.glsl"
#include "lib/workgroup.glsl"

layout(constant_id = 3) const uint TILE_ROWS = 4;
layout(constant_id = 4) const uint TILE_TOKENS = 1;
// 1: rows of x begin on 16 bytes and hold whole chunks; 0: neither is known, so read value by value up to the end.
layout(constant_id = 5) const uint WHOLE_CHUNKS = 1;

vec4 tokens[TILE_TOKENS][4]; // the current chunk of every token of the tile

// Chunk `chunk` of a row of x of `columns` values that begins at element `at`, as token `t`.
void loadToken(const uint t, const uint at, const uint chunk, const uint columns)
{
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        const uint column = chunk * CHUNK + i * 4;
        if (WHOLE_CHUNKS != 0) {
            tokens[t][i] = fetch(x, (at + column) >> 2u);
        } else {
            [[unroll]] for (uint j = 0; j < 4; ++j)
                tokens[t][i][j] = column + j < columns ? fetchScalar(x, at + column + j) : 0;
        }
    }
}

// Product of a chunk of weights with the current chunk of token `t`.
float chunkProduct(const Chunk weights, const uint t)
{
    vec4 sum = weights.values[0] * tokens[t][0];
    [[unroll]] for (uint i = 1; i < 4; ++i)
        sum += weights.values[i] * tokens[t][i];
    return (sum.x + sum.y + sum.z + sum.w) * weights.scale;
}

#endif
