// A tile of silu(Wgate x) * (Wup x), for the dense feed-forward and for experts. The kernel declares `x` at binding 2
// before it includes this file.
#ifndef DEEPSCOPE_GATE_UP_GLSL
#define DEEPSCOPE_GATE_UP_GLSL

#include "lib/tile.glsl"

INPUT_WEIGHTS(0, gate)
INPUT_WEIGHTS(1, up)

float gateSums[TILE_ROWS][TILE_TOKENS], upSums[TILE_ROWS][TILE_TOKENS];

// Rows from `firstRow` of matrix `plane`; token t begins at element tokenAt[t] of x.
void gateUpTile(const uint columns, const uint rows, const uint gateScales, const uint upScales, const uint plane,
                const uint firstRow, const uint tokenAt[TILE_TOKENS])
{
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            gateSums[r][t] = upSums[r][t] = 0;
    const uint chunks = (columns + CHUNK - 1) / CHUNK;
    for (uint chunk = lane; chunk < chunks; chunk += LANES) {
        [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
            loadToken(t, tokenAt[t], chunk, columns);
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
            const uint at = (plane * rows + min(firstRow + r, rows - 1)) * chunks + chunk;
            const Chunk gateRow = gateChunk(at, gateScales);
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
                gateSums[r][t] += chunkProduct(gateRow, t);
            const Chunk upRow = upChunk(at, upScales);
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t)
                upSums[r][t] += chunkProduct(upRow, t);
        }
    }
}

// The value at row r of the tile for its token t, in every lane.
float activated(const uint r, const uint t)
{
    const float value = subgroupAdd(gateSums[r][t]);
    return value / (1 + exp(-value)) * subgroupAdd(upSums[r][t]);
}

#endif
