// y[t, h] = W[h]^T x[t, h] (+ y[t, h]).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/outer_tile.glsl"
#include "lib/weights.glsl"
#include "args.h"

INPUT_WEIGHTS(0, weights, WEIGHT_TYPE)
INPUT_VEC4(1, x);
ALIASED INPUT_VEC4(2, before); // y
ALIASED OUTPUT_VEC4(3, y);
layout(push_constant, scalar) uniform Arguments { LinearArgs args; };

const uint TILE_CHUNKS = TILE_COLUMNS / CHUNK;

void main()
{
    const uint head = gl_WorkGroupID.z;
    const uint xFirst = args.xFirst + head * args.xHeadStride;
    uint tokenAt[OWN_ITEMS];
    [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i)
        tokenAt[i] = xFirst + min(tileRow() + ownItem(i), args.tokens - 1) * args.xStride;
    const uint firstRow = head * args.planeRows + args.firstRow, firstChunk = tileColumn() / CHUNK;
    const uint xLast = xFirst + (args.tokens - 1) * args.xStride + args.rows - 1;
    clearSums();
    for (uint k = 0; k < args.rows; k += STEPS) {
        const bvec4 inside = lessThan(k + uvec4(0, 1, 2, 3), uvec4(args.rows));
        [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i)
            left[i] = mix(vec4(0), fetchFour(x, tokenAt[i] + k, xLast, ALIGNED), inside);
        [[unroll]] for (uint i = 0; i < STEPS * TILE_CHUNKS; ++i) {
            const uint row = firstRow + min(k + i / TILE_CHUNKS, args.rows - 1);
            const uint chunk = min(firstChunk + i % TILE_CHUNKS, args.chunks - 1);
            const Chunk values = weightsChunk(row * args.chunks + chunk, args.tail);
            [[unroll]] for (uint j = 0; j < 4; ++j)
                right[i * 4 + j] = values.values[j] * values.scale + values.offset;
        }
        ADD_PRODUCTS(itemOfSteps, partOfSteps)
    }
    const uint to = args.yFirst + head * args.yHeadStride;
    STORE_SUMS(y, to, args.yStride, args.tokens, args.columns)
}
