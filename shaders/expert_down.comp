// product[slot] = Wdown[id[slot]] act[slot] (+ bias[id[slot]]), one slot (t, k) after another: for few tokens.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x); // act
INPUT_VEC4(4, bias);
#include "args.h"
layout(push_constant, scalar) uniform Arguments { ExpertDownArgs args; };
#include "lib/expert_down.glsl"

INPUT_UVEC4(2, ids);
OUTPUT_FLOAT(3, products);

void main()
{
    const uint slot = gl_WorkGroupID.x;
    const uint token = slot / args.used;
    const uint expert = fetchIndex(ids, args.idsFirst + token * args.idsStride + slot % args.used, args.experts);
    if (expert - args.firstExpert >= args.planes) // of another slab
        return;
    uint slots[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        slots[t] = slot;
    ROWS_OF_GROUP(first, gl_WorkGroupID.y, gl_NumWorkGroups.y, args.rows) {
        const uint firstRow = tileRow(first);
        downTile(expert, firstRow, slots);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group);
            if (storesSum() && row < args.rows)
                products[slot * args.productsStride + row] = product(group, expert, row);
        }
    }
}
