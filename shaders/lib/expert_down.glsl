// A tile of Wdown act, of rows of one expert's plane and slots that chose it. The kernel declares `x`, the activations of
// the slots, at binding 1 and its push constants as `args` before it includes this file.
#ifndef DEEPSCOPE_EXPERT_DOWN_GLSL
#define DEEPSCOPE_EXPERT_DOWN_GLSL

#include "lib/tile.glsl"

TILE_WEIGHTS(0, down, WEIGHT_TYPE)

float sums[SUMS];

void downTile(const uint expert, const uint firstRow, const uint slots[TILE_TOKENS])
{
    const uint chunks = (args.columns + CHUNK - 1) / CHUNK;
    uint rowAt[TILE_ROWS], tokenAt[TILE_TOKENS];
    [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
        tokenAt[t] = args.actFirst + slots[t] * args.actStride;
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
        rowAt[r] = (expert * args.planeRows + args.firstRow + min(firstRow + r, args.rows - 1)) * chunks;
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            sums[sumOf(r, t)] = 0;
    }
    CHUNKS_OF_LANE(chunk, chunks) {
        bringTokens(tokenAt, chunk, args.columns);
        downProducts(sums, rowAt, chunk, chunks, args.tail);
    }
    addOverLanes(sums);
}

#endif
