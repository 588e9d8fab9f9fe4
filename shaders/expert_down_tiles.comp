// product[slot] = Wdown[expert] act[slot] (+ bias[expert]) for a tile of slots of one expert.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x); // act
INPUT_VEC4(5, bias);
#include "args.h"
layout(push_constant, scalar) uniform Arguments { ExpertDownArgs args; };
#include "lib/expert_down.glsl"

INPUT_UVEC4(2, order);
INPUT_UVEC4(3, tiles);
OUTPUT_FLOAT(4, products);

void main()
{
    const uvec4 tile = fetch(tiles, gl_WorkGroupID.y); // expert, first, count
    if (tile.z == 0 || tile.x - args.firstExpert >= args.planes) // unused, or of another slab
        return;
    uint slots[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        slots[t] = fetchScalar(order, tile.y + min(t, tile.z - 1));
    ROWS_OF_GROUP(first, gl_WorkGroupID.x, gl_NumWorkGroups.x, args.rows) {
        const uint firstRow = tileRow(first);
        downTile(tile.x, firstRow, slots);
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
            const uint row = firstRow + heldRow(group), t = heldToken(group);
            if (storesSum() && row < args.rows && t < tile.z)
                products[fetchScalar(order, tile.y + t) * args.productsStride + row] = product(group, tile.x, row);
        }
    }
}
