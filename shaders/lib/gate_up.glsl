// A tile of silu(Wgate x) * (Wup x), for the dense feed-forward and for experts. The kernel declares `x` at binding 2
// before it includes this file.
#ifndef DEEPSCOPE_GATE_UP_GLSL
#define DEEPSCOPE_GATE_UP_GLSL

#include "lib/tile.glsl"

INPUT_WEIGHTS(0, gate, WEIGHT_TYPE)
INPUT_WEIGHTS(1, up, SECOND_WEIGHT_TYPE)

float gateSums[SUMS], upSums[SUMS];

// Rows from `firstRow` of the two matrices, which begin with rows `gateFrom` and `upFrom` of what is bound; token t begins
// at element tokenAt[t] of x.
void gateUpTile(const uint columns, const uint rows, const uint gateTail, const uint upTail, const uint gateFrom,
                const uint upFrom, const uint firstRow, const uint tokenAt[TILE_TOKENS])
{
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            gateSums[sumOf(r, t)] = upSums[sumOf(r, t)] = 0;
    const uint chunks = (columns + CHUNK - 1) / CHUNK;
    for (uint chunk = columnLane; chunk < chunks; chunk += COLUMN_LANES) {
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            loadToken(t, tokenAt[t], chunk, columns);
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
            const uint row = min(firstRow + r, rows - 1);
            const Chunk gateRow = gateChunk((gateFrom + row) * chunks + chunk, gateTail);
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
                gateSums[sumOf(r, t)] += chunkProduct(gateRow, t);
            const Chunk upRow = upChunk((upFrom + row) * chunks + chunk, upTail);
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
                upSums[sumOf(r, t)] += chunkProduct(upRow, t);
        }
    }
    addOverLanes(gateSums);
    addOverLanes(upSums);
}

// The value that this lane holds of a group of sums.
float activated(const uint group) { return gateSums[group] / (1 + exp(-gateSums[group])) * upSums[group]; }

#endif
