// A register tile of products with a transposed F32 matrix: sum (slot, c) = sum over the rows r of the matrix of
// vector(slot, r) * matrix(r, c), in the order of the rows, so that its bits are the same in every tile. A lane has four
// columns of the matrix and the slots of its tile; where a subgroup holds several tiles, COLUMN_LANES lanes are one, and
// lanes beyond the columns have other slots. Where all lanes have the same slots (HANDED), each fetches some of their
// values and hands them round: to a software device that is a fifth of a fetch.
#ifndef DEEPSCOPE_TRANSPOSED_TILE_GLSL
#define DEEPSCOPE_TRANSPOSED_TILE_GLSL

#include "lib/load.glsl"

layout(constant_id = 2) const bool ALIGNED = true; // the vectors begin on 16 bytes
layout(constant_id = 3) const uint COLUMN_LANES = 8;
layout(constant_id = 4) const bool HANDED = false; // then COLUMN_LANES = LANES
layout(constant_id = 5) const bool WHOLE = false; // what is written begins on 16 bytes and has whole fours

const uint TILE_SLOTS = 16; // as in engine/ops/expert_tiles.h
#define LANE_SLOTS (4 * TILE_SLOTS)
#include "lib/lanes.glsl"

const uint LANE_TILES = LANES / COLUMN_LANES; // at most TILE_SLOTS
const uint OWN_SLOTS = TILE_SLOTS / LANE_TILES;
const uint FETCHES = !HANDED ? OWN_SLOTS : TILE_SLOTS > LANES ? TILE_SLOTS / LANES : 1;

#define columnLane (lane % COLUMN_LANES)
#define ownPlace(s) (lane / COLUMN_LANES * OWN_SLOTS + (s))                      // in the tile, of the sums' slot s
#define fetchedPlace(i) (HANDED ? (lane + (i)*LANES) % TILE_SLOTS : ownPlace(i)) // of the slot whose values are fetched

vec4 sums[OWN_SLOTS];
vec4 fetched[FETCHES]; // values of four rows

void startSums()
{
    [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s)
        sums[s] = vec4(0);
}

void handRound()
{
    if (HANDED) {
        startOffers();
        [[unroll]] for (uint i = 0; i < 4 * FETCHES; ++i)
            offer(i, fetched[i / 4][i % 4]);
        endOffers();
    }
}

float valueOf(const uint s, const uint r)
{
    if (HANDED)
        return valueOfLane(s / LANES * 4 + r, fetched[s / LANES][r], s % LANES);
    return fetched[s][r];
}

// Declares NAME(at, stride, rows, vectorAt): adds the products of the matrix whose first row begins, at this lane's
// columns, with element `at`; vectorAt: where the vectors of the fetched slots begin.
#define TRANSPOSED_PRODUCTS(name, matrix, vectors)                                                                     \
    void name(const uint at, const uint stride, const uint rows, const uint vectorAt[FETCHES])                         \
    {                                                                                                                  \
        for (uint row = 0; row < rows; row += 4) {                                                                     \
            [[unroll]] for (uint i = 0; i < FETCHES; ++i)                                                              \
                fetched[i] = cutFour(fetchFour(vectors, vectorAt[i] + row, vectorAt[i] + rows - 1, ALIGNED), rows - row); \
            vec4 fours[4];                                                                                             \
            [[unroll]] for (uint r = 0; r < 4; ++r)                                                                    \
                fours[r] = fetch(matrix, (at + min(row + r, rows - 1) * stride) >> 2u);                                \
            handRound();                                                                                               \
            [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s) {                                                          \
                precise vec4 sum = sums[s];                                                                            \
                [[unroll]] for (uint r = 0; r < 4; ++r)                                                                \
                    sum = fma(vec4(valueOf(s, r)), fours[r], sum);                                                     \
                sums[s] = sum;                                                                                         \
            }                                                                                                          \
        }                                                                                                              \
    }

#endif
