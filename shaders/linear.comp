// y[t, h] = W[h] x[t, h] (+ y[t, h]): one matrix for all, or one a head.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x);
#include "lib/tile.glsl"
#include "args.h"

TILE_WEIGHTS(0, weights, WEIGHT_TYPE)
OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { LinearArgs args; };

float sums[SUMS];

void accumulate(const uint firstRow, const uint firstToken, const uint head)
{
    uint rowAt[TILE_ROWS], tokenAt[TILE_TOKENS];
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
        rowAt[r] = (head * args.planeRows + args.firstRow + min(firstRow + r, args.rows - 1)) * args.chunks;
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            sums[sumOf(r, t)] = 0;
    }
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        tokenAt[t] = args.xFirst + min(firstToken + t, args.tokens - 1) * args.xStride + head * args.xHeadStride;
    CHUNKS_OF_LANE(chunk, args.chunks) {
        bringTokens(tokenAt, chunk, args.columns);
        weightsProducts(sums, rowAt, chunk, args.chunks, args.tail);
    }
}

void main()
{
    const uint firstToken = gl_WorkGroupID.x * TILE_TOKENS;
    const uint head = gl_WorkGroupID.z;
    ROWS_OF_GROUP(first, gl_WorkGroupID.y, gl_NumWorkGroups.y, args.rows) {
        const uint firstRow = tileRow(first);
        accumulate(firstRow, firstToken, head);
        addOverLanes(sums);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group), token = firstToken + heldToken(group);
            const uint to = args.yFirst + token * args.yStride + head * args.yHeadStride + row;
            if (storesSum() && row < args.rows && token < args.tokens)
                y[to] = args.accumulate != 0 ? y[to] + sums[group] : sums[group];
        }
    }
}
