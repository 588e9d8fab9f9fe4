// act[slot] = silu(Wgate[expert] x[slot / used]) * (Wup[expert] x[slot / used]) for a tile of slots of one expert; biases and the
// other rule as in expert_gate_up.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(2, x);
#include "lib/gate_up.glsl"
#include "args.h"

INPUT_UVEC4(3, order);
INPUT_UVEC4(4, tiles);
OUTPUT_FLOAT(5, act);
OUTPUT_FLOAT(6, keptGate);
OUTPUT_FLOAT(7, keptUp);
INPUT_VEC4(8, gateBias);
INPUT_VEC4(9, upBias);
layout(push_constant, scalar) uniform Arguments { ExpertGateUpArgs args; };
#include "lib/expert_kept.glsl"

void main()
{
    const uvec4 tile = fetch(tiles, gl_WorkGroupID.y); // expert, first, count
    if (tile.z == 0 || tile.x - args.firstExpert >= args.planes) // unused, or of another slab
        return;
    uint tokenAt[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        tokenAt[t] = args.xFirst + fetchScalar(order, tile.y + min(t, tile.z - 1)) / args.used * args.xStride;
    ROWS_OF_GROUP(first, gl_WorkGroupID.x, gl_NumWorkGroups.x, args.rows) {
        const uint firstRow = tileRow(first);
        gateUpTile(args.columns, args.rows, args.gateTail, args.upTail, tile.x * args.gatePlaneRows + args.gateFirstRow,
                   tile.x * args.upPlaneRows + args.upFirstRow, firstRow, tokenAt);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group), t = heldToken(group);
            if (storesSum() && row < args.rows && t < tile.z)
                store(group, tile.x, fetchScalar(order, tile.y + t), row);
        }
    }
}
