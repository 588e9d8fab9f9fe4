// act[t * used + k] = silu(Wgate[id[t, k]] x[t]) * (Wup[id[t, k]] x[t]), one slot (t, k) after another: for few tokens.
// Where the kernel is built so, the two products have biases, and another rule makes act of them.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(2, x);
#include "lib/gate_up.glsl"
#include "args.h"

INPUT_UVEC4(3, ids);
OUTPUT_FLOAT(4, act);
OUTPUT_FLOAT(5, keptGate);
OUTPUT_FLOAT(6, keptUp);
INPUT_VEC4(7, gateBias);
INPUT_VEC4(8, upBias);
layout(push_constant, scalar) uniform Arguments { ExpertGateUpArgs args; };
#include "lib/expert_kept.glsl"

void main()
{
    const uint slot = gl_WorkGroupID.x;
    const uint token = slot / args.used;
    const uint expert = fetchIndex(ids, args.idsFirst + token * args.idsStride + slot % args.used, args.experts);
    if (expert - args.firstExpert >= args.planes) // of another slab
        return;
    uint tokenAt[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        tokenAt[t] = args.xFirst + token * args.xStride;
    ROWS_OF_GROUP(first, gl_WorkGroupID.y, gl_NumWorkGroups.y, args.rows) {
        const uint firstRow = tileRow(first);
        gateUpTile(args.columns, args.rows, args.gateTail, args.upTail, expert * args.gatePlaneRows + args.gateFirstRow,
                   expert * args.upPlaneRows + args.upFirstRow, firstRow, tokenAt);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group);
            if (storesSum() && row < args.rows)
                store(group, expert, slot, row);
        }
    }
}
