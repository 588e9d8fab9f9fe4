// A tile of silu(Wgate x) * (Wup x), for the dense feed-forward and for experts. The kernel declares `x` at binding 2
// before it includes this file.
#ifndef DEEPSCOPE_GATE_UP_GLSL
#define DEEPSCOPE_GATE_UP_GLSL

#include "lib/tile.glsl"

TILE_WEIGHTS(0, gate, WEIGHT_TYPE)
TILE_WEIGHTS(1, up, SECOND_WEIGHT_TYPE)

float gateSums[SUMS], upSums[SUMS];

// Rows from `firstRow` of the two matrices, which begin with rows `gateFrom` and `upFrom` of what is bound; token t begins
// at element tokenAt[t] of x.
void gateUpTile(const uint columns, const uint rows, const uint gateTail, const uint upTail, const uint gateFrom,
                const uint upFrom, const uint firstRow, const uint tokenAt[TILE_TOKENS])
{
    const uint chunks = (columns + CHUNK - 1) / CHUNK;
    uint gateAt[TILE_ROWS], upAt[TILE_ROWS];
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
        const uint row = min(firstRow + r, rows - 1);
        gateAt[r] = (gateFrom + row) * chunks;
        upAt[r] = (upFrom + row) * chunks;
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            gateSums[sumOf(r, t)] = upSums[sumOf(r, t)] = 0;
    }
    for (uint chunk = columnLane; chunk < chunks; chunk += COLUMN_LANES) {
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            loadToken(t, tokenAt[t], chunk, columns);
        gateProducts(gateSums, gateAt, chunk, gateTail);
        upProducts(upSums, upAt, chunk, upTail);
    }
    addOverLanes(gateSums);
    addOverLanes(upSums);
}

// The value that this lane holds of a group of sums.
float activated(const uint group)
{
    precise float value = gateSums[group] / (1 + exp(-gateSums[group])) * upSums[group];
    return value;
}

// As UnitRule::ClampedSwish (engine/ops/rules.h) has it.
float clampedActivated(const uint group)
{
    const float gate = min(gateSums[group], 7), up = clamp(upSums[group], -7, 7);
    precise float value = gate / (1 + exp(-1.702 * gate)) * (up + 1);
    return value;
}

#endif
