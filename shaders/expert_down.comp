// y[t] += sum over k of weight[t, k] * Wdown[id[t, k]] act[t * used + k], for few tokens. Lanes go along the chunks of
// all slots of the token, so that narrow experts keep them busy.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x); // act
#include "lib/tile.glsl"
#include "args.h"

INPUT_WEIGHTS(0, down, WEIGHT_TYPE)
INPUT_UVEC4(2, ids);
INPUT_VEC4(3, gates);
OUTPUT_FLOAT(4, y);
layout(push_constant, scalar) uniform Arguments { ExpertDownArgs args; };

void main()
{
    const uint token = gl_WorkGroupID.x;
    const uint firstRow = tileRow(gl_WorkGroupID.y);
    float sums[SUMS];
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        sums[r] = 0;
    const uint chunks = (args.columns + CHUNK - 1) / CHUNK;
    for (uint i = columnLane; i < chunks * args.used; i += COLUMN_LANES) {
        const uint k = i / chunks, chunk = i - k * chunks;
        const uint expert = fetchIndex(ids, args.idsFirst + token * args.idsStride + k, args.experts);
        const float gate = fetchScalar(gates, args.gatesFirst + token * args.gatesStride + k);
        loadToken(0, args.actFirst + (token * args.used + k) * args.actStride, chunk, args.columns);
        const uint plane = expert * args.rows;
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
            const Chunk row = downChunk((plane + min(firstRow + r, args.rows - 1)) * chunks + chunk, args.tail);
            sums[r] += gate * chunkProduct(row, 0);
        }
    }
    addOverLanes(sums);
    [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
        const uint row = firstRow + heldRow(group);
        if (storesSum() && row < args.rows)
            y[args.yFirst + token * args.yStride + row] += sums[group];
    }
}
