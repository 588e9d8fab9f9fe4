// slopes[h, r, c] += sum over t of ySlopes[t, h, r] x[t, h, c].
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/outer_tile.glsl"
#include "args.h"

INPUT_VEC4(0, ySlopes);
INPUT_VEC4(1, x);
ALIASED INPUT_VEC4(2, before); // slopes
ALIASED OUTPUT_VEC4(3, slopes);
layout(push_constant, scalar) uniform Arguments { WeightSlopesArgs args; };

void main()
{
    const uint head = gl_WorkGroupID.z, lastToken = args.tokens - 1;
    const uint yFirst = args.yFirst + head * args.yHeadStride, yLast = yFirst + lastToken * args.yStride + args.rows - 1;
    const uint xFirst = args.xFirst + head * args.xHeadStride,
               xLast = xFirst + lastToken * args.xStride + args.columns - 1;
    uint rowAt[OWN_ITEMS], stepOf[OWN_ITEMS], columnAt[FOURS];
    [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i) {
        const uint row = tileRow() + ownItem(i) % (TILE_ROWS / 4) * 4;
        rowAt[i] = yFirst + min(row, (args.rows - 1) / 4 * 4);
        stepOf[i] = ownItem(i) / (TILE_ROWS / 4);
    }
    [[unroll]] for (uint i = 0; i < FOURS; ++i)
        columnAt[i] = xFirst + min(tileColumn() + i * 4, (args.columns - 1) / 4 * 4);
    clearSums();
    for (uint t = 0; t < args.tokens; t += STEPS) {
        [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i) {
            const uint token = min(t + stepOf[i], lastToken);
            const vec4 four = fetchFour(ySlopes, rowAt[i] + token * args.yStride, yLast, ALIGNED);
            left[i] = t + stepOf[i] < args.tokens ? four : vec4(0);
        }
        [[unroll]] for (uint i = 0; i < STEPS * FOURS; ++i) {
            const uint token = min(t + i / FOURS, lastToken);
            right[i] = fetchFour(x, columnAt[i % FOURS] + token * args.xStride, xLast, ALIGNED);
        }
        ADD_PRODUCTS(itemOfRows, partOfRows)
    }
    const uint to = (head * args.planeRows + args.firstRow) * args.slopesStride;
    STORE_SUMS(slopes, to, args.slopesStride, args.rows, args.columns)
}
