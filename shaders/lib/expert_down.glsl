// A tile of Wdown act, of rows of one expert's plane and slots that chose it, and its bias where experts have some. The
// kernel declares `x`, the activations of the slots, at binding 1, `bias` and its push constants as `args` before it
// includes this file.
#ifndef DEEPSCOPE_EXPERT_DOWN_GLSL
#define DEEPSCOPE_EXPERT_DOWN_GLSL

#include "lib/tile.glsl"

layout(constant_id = 8) const bool BIASED = false;

TILE_WEIGHTS(0, down, WEIGHT_TYPE)

float sums[SUMS];

void downTile(const uint expert, const uint firstRow, const uint slots[TILE_TOKENS])
{
    const uint chunks = (args.columns + CHUNK - 1) / CHUNK;
    uint rowAt[TILE_ROWS];
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
        rowAt[r] = (expert * args.planeRows + args.firstRow + min(firstRow + r, args.rows - 1)) * chunks;
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            sums[sumOf(r, t)] = 0;
    }
    for (uint chunk = columnLane; chunk < chunks; chunk += COLUMN_LANES) {
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            loadToken(t, args.actFirst + slots[t] * args.actStride, chunk, args.columns);
        downProducts(sums, rowAt, chunk, args.tail);
    }
    addOverLanes(sums);
}

// The value that this lane holds of a group of sums, of a row that is there.
float product(const uint group, const uint expert, const uint row)
{
    precise float value = sums[group];
    if (BIASED)
        value = value + fetchScalar(bias, expert * args.biasStride + row);
    return value;
}

#endif
