// What every product of weights with tokens adds to its sum at a time: a chunk of a row times that of a token.
#ifndef DEEPSCOPE_CHUNK_PRODUCT_GLSL
#define DEEPSCOPE_CHUNK_PRODUCT_GLSL

#include "lib/weights.glsl"

// A chunk of a token, and the sum of its values where weights have an offset.
struct TokenChunk {
    vec4 values[4];
    float sum;
};

// Product of a chunk of weights with that of a token. Like every sum here `precise`, so that a token's numbers are the
// same bits whatever the tile that it is in.
float chunkProduct(const Chunk weights, const TokenChunk token)
{
    precise vec4 sum = weights.values[0] * token.values[0];
    [[unroll]] for (uint i = 1; i < 4; ++i)
        sum = fma(weights.values[i], token.values[i], sum);
    precise float product = (sum.x + sum.y + sum.z + sum.w) * weights.scale;
    if (ANY_OFFSET)
        product = fma(weights.offset, token.sum, product);
    return product;
}

#endif
