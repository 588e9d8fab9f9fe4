// product[slot] = Wdown[expert] act[slot] for a tile of slots of one expert.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
INPUT_VEC4(1, x); // act
#include "lib/tile.glsl"
#include "args.h"

INPUT_WEIGHTS(0, down, WEIGHT_TYPE)
INPUT_UVEC4(2, order);
INPUT_UVEC4(3, tiles);
OUTPUT_FLOAT(4, products);
layout(push_constant, scalar) uniform Arguments { ExpertDownArgs args; };

float sums[SUMS];

void accumulate(const uint plane, const uint firstRow, const uint slots[TILE_TOKENS])
{
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            sums[sumOf(r, t)] = 0;
    const uint chunks = (args.columns + CHUNK - 1) / CHUNK;
    for (uint chunk = columnLane; chunk < chunks; chunk += COLUMN_LANES) {
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            loadToken(t, args.actFirst + slots[t] * args.actStride, chunk, args.columns);
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
            const uint row = plane * args.rows + min(firstRow + r, args.rows - 1);
            const Chunk weights = downChunk(row * chunks + chunk, args.tail);
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
                sums[sumOf(r, t)] += chunkProduct(weights, t);
        }
    }
}

void main()
{
    const uvec4 tile = fetch(tiles, gl_WorkGroupID.y); // expert, first, count
    const uint firstRow = tileRow(gl_WorkGroupID.x);
    if (tile.z == 0)
        return;
    uint slots[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        slots[t] = fetchScalar(order, tile.y + min(t, tile.z - 1));
    accumulate(tile.x, firstRow, slots);
    addOverLanes(sums);
    [[unroll]] for (uint group = 0; group < SUMS; group += GROUP) {
        const uint row = firstRow + heldRow(group), t = heldToken(group);
        if (storesSum() && row < args.rows && t < tile.z)
            products[fetchScalar(order, tile.y + t) * args.productsStride + row] = sums[group];
    }
}
