// The register tile of many tokens by rows of weights, with the bits of lib/tile.glsl where that has two lanes along the
// columns: the chunks of even number are added up, then those of odd number, then both sums. Lanes side by side hand
// round the chunks of their tokens: to a software device that is a fifth of a fetch. Only for weights without offset.
// The kernel declares its activations as `x` before it includes this file.
#ifndef DEEPSCOPE_CHUNK_TILE_GLSL
#define DEEPSCOPE_CHUNK_TILE_GLSL

#define TILE_STEPS 16
#include "lib/outer_tile.glsl"
#include "lib/chunk_product.glsl"

INPUT_WEIGHTS(0, weights, WEIGHT_TYPE)

// Four numbers of a token, of which a chunk has four such items.
#define ownToken(i) (ownItem(i) / 4)
#define itemOfToken(r, four) ((r)*4 + (four))

// Where ALIGNED says that rows of x begin on 16 bytes and hold whole chunks; else none past the last of `columns`.
vec4 itemAt(const uint at, const uint column, const uint columns)
{
    if (ALIGNED)
        return fetch(x, (at + column) >> 2u);
    return cutFour(fetchFour(x, at + min(column, columns - 1), at + columns - 1, false),
                   column < columns ? columns - column : 0);
}

// Adds the products with chunk `chunk` of the rows that begin with chunks rowAt[]; tokenAt: where the tokens of the lane's
// own items begin.
void addChunk(const uint rowAt[TILE_COLUMNS], const uint tokenAt[OWN_ITEMS], const uint chunk, const uint columns,
              const uint tail)
{
    [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i)
        left[i] = itemAt(tokenAt[i], chunk * CHUNK + ownItem(i) % 4 * 4, columns);
    Chunk rows[TILE_COLUMNS];
    [[unroll]] for (uint c = 0; c < TILE_COLUMNS; ++c)
        rows[c] = weightsChunk(rowAt[c] + chunk, tail);
    offerItems();
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
        vec4 values[4];
        [[unroll]] for (uint k = 0; k < CHUNK; ++k)
            values[k / 4][k % 4] = leftNumber(itemOfToken(r, k / 4), k % 4);
        const TokenChunk token = TokenChunk(values, 0);
        [[unroll]] for (uint c = 0; c < TILE_COLUMNS; ++c) {
            precise float sum = sums[r * FOURS + c / 4][c % 4] + chunkProduct(rows[c], token);
            sums[r * FOURS + c / 4][c % 4] = sum;
        }
    }
}

// Leaves in sums[] the products of all chunks.
void addChunks(const uint rowAt[TILE_COLUMNS], const uint tokenAt[OWN_ITEMS], const uint columns, const uint tail)
{
    const uint chunks = (columns + CHUNK - 1) / CHUNK;
    vec4 even[TILE_ROWS * FOURS];
    clearSums();
    [[dont_unroll]] for (uint odd = 0; odd < 2; ++odd) {
        [[unroll]] for (uint i = 0; i < TILE_ROWS * FOURS; ++i)
            even[i] = sums[i];
        clearSums();
        for (uint chunk = odd; chunk < chunks; chunk += 2)
            addChunk(rowAt, tokenAt, chunk, columns, tail);
    }
    [[unroll]] for (uint i = 0; i < TILE_ROWS * FOURS; ++i)
        sums[i] = even[i] + sums[i];
}

#endif
