// y[t, h] = W[h] x[t, h] (+ y[t, h]) of many tokens, with the bits of linear.comp.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x);
#include "lib/chunk_tile.glsl"
#include "args.h"

ALIASED INPUT_VEC4(2, before); // y
ALIASED OUTPUT_VEC4(3, y);
layout(push_constant, scalar) uniform Arguments { LinearArgs args; };

void main()
{
    const uint head = gl_WorkGroupID.z;
    uint tokenAt[OWN_ITEMS], rowAt[TILE_COLUMNS];
    [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i)
        tokenAt[i] = args.xFirst + head * args.xHeadStride + min(tileRow() + ownToken(i), args.tokens - 1) * args.xStride;
    [[unroll]] for (uint c = 0; c < TILE_COLUMNS; ++c)
        rowAt[c] = (head * args.planeRows + args.firstRow + min(tileColumn() + c, args.rows - 1)) * args.chunks;
    addChunks(rowAt, tokenAt, args.columns, args.tail);
    const uint to = args.yFirst + head * args.yHeadStride;
    STORE_SUMS(y, to, args.yStride, args.tokens, args.rows)
}
