// y[t] += sum over k of weight[t, k] * (Wdown[id[t, k]] act[t * used + k] (+ bias[id[t, k]])), in the order of k: expert_down
// and expert_sum in one, for few tokens where a dispatch costs more than it shares out.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x); // act
INPUT_VEC4(5, bias);
#include "args.h"
layout(push_constant, scalar) uniform Arguments { ExpertDownSumArgs args; };

#define UNKNOWN_ZERO (args.used >> 31)
#include "lib/rounded.glsl"
#include "lib/expert_down.glsl"

INPUT_UVEC4(2, ids);
INPUT_VEC4(3, gates);
OUTPUT_FLOAT(4, y);

float weighted[SUMS];

void addSlot(const uint token, const uint k, const uint firstRow)
{
    uint slots[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        slots[t] = token * args.used + k;
    const uint expert = fetchIndex(ids, args.idsFirst + token * args.idsStride + k, args.experts);
    downTile(expert, firstRow, slots);
    const float gate = fetchScalar(gates, args.gatesFirst + token * args.gatesStride + k);
    [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
        const uint row = min(firstRow + heldRow(group), args.rows - 1);
        precise float sum = weighted[group] + rounded(gate * product(group, expert, row));
        weighted[group] = sum;
    }
}

void main()
{
    const uint token = gl_WorkGroupID.x;
    ROWS_OF_GROUP(first, gl_WorkGroupID.y, gl_NumWorkGroups.y, args.rows) {
        const uint firstRow = tileRow(first);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP)
            weighted[group] = 0;
        for (uint k = 0; k < args.used; ++k)
            addSlot(token, k, firstRow);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group);
            if (storesSum() && row < args.rows)
                y[args.yFirst + token * args.yStride + row] += weighted[group];
        }
    }
}
