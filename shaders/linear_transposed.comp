// y[t, h] = W[h]^T x[t, h]: a lane holds one chunk of the columns and goes down the rows.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x);
#include "lib/tile.glsl"
#include "args.h"

INPUT_WEIGHTS(0, weights, WEIGHT_TYPE)
OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { LinearArgs args; };

void main()
{
    const uint firstToken = gl_WorkGroupID.x * TILE_TOKENS;
    const uint chunk = (gl_WorkGroupID.y * SUBGROUPS + subgroupRow) * LANES + lane;
    const uint head = gl_WorkGroupID.z;
    if (chunk >= args.chunks)
        return;
    uint tokenAt[TILE_TOKENS];
    vec4 sums[TILE_TOKENS][4];
    float offsets[TILE_TOKENS]; // the same for all columns of the chunk
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t) {
        tokenAt[t] = args.xFirst + min(firstToken + t, args.tokens - 1) * args.xStride + head * args.xHeadStride;
        offsets[t] = 0;
        [[unroll]] for (uint i = 0; i < 4; ++i)
            sums[t][i] = vec4(0);
    }
    const uint firstRow = head * args.planeRows + args.firstRow;
    for (uint r = 0; r < args.rows; ++r) {
        const Chunk row = weightsChunk((firstRow + r) * args.chunks + chunk, args.tail);
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t) {
            const float value = fetchScalar(x, tokenAt[t] + r), factor = row.scale * value;
            if (ANY_OFFSET)
                offsets[t] += row.offset * value;
            [[unroll]] for (uint i = 0; i < 4; ++i)
                sums[t][i] += row.values[i] * factor;
        }
    }
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        [[unroll]] for (uint i = 0; i < CHUNK; ++i) {
            const uint column = chunk * CHUNK + i;
            if (firstToken + t < args.tokens && column < args.columns)
                y[args.yFirst + (firstToken + t) * args.yStride + head * args.yHeadStride + column] =
                    sums[t][i / 4][i % 4] + offsets[t];
        }
}
