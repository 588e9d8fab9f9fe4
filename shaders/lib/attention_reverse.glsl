// What the two kernels of attention backward do: a workgroup, which is one subgroup, has VECTORS rows that all lanes
// share (pairs of query row and head; or keys), and goes through the rows of the other kind, one a lane, a block at a time.
// First every lane takes the products of its row with the vectors, then lanes share out the columns, four each, and add
// up what the block gives to the slopes of the vectors. Nothing is as long as a text but the loops.
#ifndef DEEPSCOPE_ATTENTION_REVERSE_GLSL
#define DEEPSCOPE_ATTENTION_REVERSE_GLSL

#include "lib/load.glsl"
#include "args.h"

layout(constant_id = 2) const bool ALIGNED = true;     // all rows and heads begin on 16 bytes
layout(constant_id = 3) const bool HANDED = false;     // lanes hand round what all of them want; then COLUMN_LANES = LANES
layout(constant_id = 4) const uint COLUMN_LANES = 8;   // that a vector's columns are shared out among
layout(constant_id = 5) const uint FOURS = 4;          // of each vector that are fetched at a time
layout(constant_id = 6) const bool WHOLE_STEPS = false; // aligned, and columns are multiples of 4 * FOURS
layout(constant_id = 7) const bool WHOLE = false; // what is written begins on 16 bytes and has whole fours

const uint VECTORS = AttentionVectors, BLOCK = AttentionBlock;
#define LANE_SLOTS (4 * VECTORS)
#include "lib/lanes.glsl"

const uint TOGETHER = LANES / FOURS; // vectors that lanes fetch together, when they hand them round
const uint FETCHES = !HANDED ? VECTORS * FOURS : VECTORS > TOGETHER ? VECTORS / TOGETHER : 1;
const uint VECTOR_GROUPS = LANES / COLUMN_LANES; // lanes beyond the columns have other vectors
const uint OWN_VECTORS = VECTORS / VECTOR_GROUPS;
const uint STEP = 8; // rows of a block whose parts are added up one after another

#define columnLane (lane % COLUMN_LANES)
#define ownVector(v) (lane / COLUMN_LANES * OWN_VECTORS + (v))

// Columns [column, column + 4) of a row of `columns` that begins at element `at`; zero past the end.
#define fourOf(name, at, column, columns)                                                                              \
    cutFour(fetchFour(name, (at) + min((column), ((columns)-1) & ~3u), (at) + (columns)-1, ALIGNED),                   \
            (column) < (columns) ? (columns) - (column) : 0)

#define stepFour(name, at, column, columns)                                                                            \
    (WHOLE_STEPS ? fetch(name, ((at) + (column)) >> 2u) : fourOf(name, at, column, columns))

vec4 fetched[FETCHES];

void handRound()
{
    if (HANDED) {
        startOffers();
        [[unroll]] for (uint i = 0; i < 4 * FETCHES; ++i)
            offer(i, fetched[i / 4][i % 4]);
        endOffers();
    }
}

float fetchedValue(const uint v, const uint four, const uint c)
{
    if (HANDED)
        return valueOfLane(v / TOGETHER * 4 + c, fetched[v / TOGETHER][c], v % TOGETHER * FOURS + four);
    return fetched[v * FOURS + four][c];
}

// Declares NAME(dots, vectorAt, rowAt, columns): dots[v] += vector v . the lane's row, column by column; where they begin.
// Where lanes hand round, a lane picks its vector from all of them: one of few.
#define DOTS(name, vectors, rows)                                                                                      \
    void name(inout float dots[VECTORS], const uint vectorAt[VECTORS], const uint rowAt, const uint columns)           \
    {                                                                                                                  \
        uint fetchAt[FETCHES];                                                                                         \
        [[unroll]] for (uint i = 0; i < FETCHES; ++i) {                                                                \
            fetchAt[i] = vectorAt[HANDED ? i * TOGETHER : i / FOURS];                                                  \
            if (HANDED)                                                                                                \
                [[unroll]] for (uint v = 1; v < TOGETHER; ++v)                                                         \
                    fetchAt[i] = lane / FOURS == v ? vectorAt[(i * TOGETHER + v) % VECTORS] : fetchAt[i];              \
        }                                                                                                              \
        for (uint first = 0; first < columns; first += 4 * FOURS) {                                                    \
            [[unroll]] for (uint i = 0; i < FETCHES; ++i) {                                                            \
                const uint column = first + 4 * (HANDED ? lane % FOURS : i % FOURS);                                   \
                fetched[i] = stepFour(vectors, fetchAt[i], column, columns);                                            \
            }                                                                                                          \
            handRound();                                                                                               \
            [[unroll]] for (uint four = 0; four < FOURS; ++four) {                                                     \
                const vec4 own = stepFour(rows, rowAt, first + 4 * four, columns);                                      \
                [[unroll]] for (uint v = 0; v < VECTORS; ++v) {                                                        \
                    precise float sum = dots[v];                                                                       \
                    [[unroll]] for (uint c = 0; c < 4; ++c)                                                            \
                        sum = fma(own[c], fetchedValue(v, four, c), sum);                                              \
                    dots[v] = sum;                                                                                     \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

// What a block has for each of its rows and each vector: factors of what is added to the vectors' slopes.
#define blockPlace(v, place) ((v)*BLOCK + (place))

float ownFactors[VECTORS];

// Declares NAME: fetches from a shared array the factors of rows [place, place + STEP) of the block, of which the lane has
// one; and NAMEOf(v, place, i), that of row place + i for vector v.
#define FACTORS(name, factors)                                                                                         \
    void name(const uint place)                                                                                        \
    {                                                                                                                  \
        if (HANDED) {                                                                                                  \
            startOffers();                                                                                             \
            [[unroll]] for (uint v = 0; v < VECTORS; ++v) {                                                            \
                ownFactors[v] = factors[blockPlace(v, place + lane % STEP)];                                           \
                offer(v, ownFactors[v]);                                                                               \
            }                                                                                                          \
            endOffers();                                                                                               \
        }                                                                                                              \
    }                                                                                                                  \
    float name##Of(const uint v, const uint place, const uint i)                                                       \
    {                                                                                                                  \
        if (HANDED)                                                                                                    \
            return valueOfLane(v, ownFactors[v], i);                                                                   \
        return factors[blockPlace(ownVector(v), place + i)];                                                           \
    }

// The rows that a row sees, or is seen by: [x, y). Whatever stands there, they hold the row and are rows of the step.
#define spanOf(row)                                                                                                    \
    uvec2(min(fetchScalar(spans, args.spansFirst + 2 * (row)), (row)),                                                 \
          clamp(fetchScalar(spans, args.spansFirst + 2 * (row) + 1), (row) + 1, args.rows))

#endif
