// y[t] = silu(Wgate x[t]) * (Wup x[t]). arXiv:2002.05202
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(2, x);
#include "lib/gate_up.glsl"
#include "args.h"

layout(constant_id = 8) const bool KEEPS = false; // also what is multiplied: the reverse pass wants it

OUTPUT_FLOAT(3, y);
OUTPUT_FLOAT(4, keptGate);
OUTPUT_FLOAT(5, keptUp);
layout(push_constant, scalar) uniform Arguments { GateUpArgs args; };

void main()
{
    const uint firstToken = gl_WorkGroupID.x * TILE_TOKENS;
    uint tokenAt[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        tokenAt[t] = args.xFirst + min(firstToken + t, args.tokens - 1) * args.xStride;
    ROWS_OF_GROUP(first, gl_WorkGroupID.y, gl_NumWorkGroups.y, args.rows) {
        const uint firstRow = tileRow(first);
        gateUpTile(args.columns, args.rows, args.gateTail, args.upTail, 0, 0, firstRow, tokenAt);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group), token = firstToken + heldToken(group);
            if (storesSum() && row < args.rows && token < args.tokens) {
                y[args.yFirst + token * args.yStride + row] = activated(group);
                if (KEEPS) {
                    keptGate[args.keptGateFirst + token * args.keptGateStride + row] = gateSums[group];
                    keptUp[args.keptUpFirst + token * args.keptUpStride + row] = upSums[group];
                }
            }
        }
    }
}
