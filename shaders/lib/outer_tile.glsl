// A register tile of sums of outer products: sum (r, c) = sum over k of left (k, r) * right (k, c), in F32 and in the
// order of k, so that its bits are the same for every tile. A lane holds TILE_ROWS x TILE_COLUMNS sums. COLUMN_LANES of
// a subgroup lie side by side, ROW_LANES such rows of lanes below each other.
//
// A kernel goes through k, STEPS at a time, and fetches for them, as vec4: into left[] what its rows need, which are
// TILE_ROWS items of four numbers, and into right[] the columns, step by step. Lanes side by side need the same items:
// where fetching is dear (lavapipe gathers every lane for itself) each fetches its share of them, and they exchange
// numbers. Rows, lanes and sharers are powers of two.
#ifndef DEEPSCOPE_OUTER_TILE_GLSL
#define DEEPSCOPE_OUTER_TILE_GLSL

layout(constant_id = 3) const uint TILE_ROWS = 16;
layout(constant_id = 4) const uint TILE_COLUMNS = 16; // a multiple of 4
layout(constant_id = 5) const uint ROW_LANES = 1;
layout(constant_id = 6) const uint SHARERS = 1; // of items: at most TILE_ROWS and COLUMN_LANES; 1: each lane fetches all
layout(constant_id = 8) const bool ALIGNED = false; // what is fetched begins on 16 bytes
layout(constant_id = 9) const bool WHOLE = false;   // what is written begins on 16 bytes and has whole fours
layout(constant_id = 10) const bool ADDS = false;   // sums are added to what is there

#ifndef TILE_STEPS
#define TILE_STEPS 4
#endif
const uint STEPS = TILE_STEPS; // a multiple of 4
const uint FOURS = TILE_COLUMNS / 4;
const uint OWN_ITEMS = TILE_ROWS * (STEPS / 4) / SHARERS; // that a lane fetches
#define LANE_SLOTS (TILE_ROWS * TILE_STEPS / SHARERS)
#include "lib/lanes.glsl"

const uint COLUMN_LANES = LANES / ROW_LANES;

vec4 sums[TILE_ROWS * FOURS];
vec4 left[OWN_ITEMS];
vec4 right[STEPS * FOURS];

// First row and column of this lane's tile; they may lie beyond the last, so they are clamped on reading and checked on
// writing.
uint tileRow() { return ((gl_WorkGroupID.x * SUBGROUPS + subgroupRow) * ROW_LANES + lane / COLUMN_LANES) * TILE_ROWS; }
uint tileColumn() { return (gl_WorkGroupID.y * COLUMN_LANES + lane % COLUMN_LANES) * TILE_COLUMNS; }

// Which item is the lane's own number `i`.
uint ownItem(const uint i) { return i * SHARERS + lane % SHARERS; }

void clearSums()
{
    [[unroll]] for (uint i = 0; i < TILE_ROWS * FOURS; ++i)
        sums[i] = vec4(0);
}

// Before the products: every lane has its own items in left[].
void offerItems()
{
    if (SHARERS > 1) {
        startOffers();
        [[unroll]] for (uint i = 0; i < OWN_ITEMS; ++i)
            [[unroll]] for (uint part = 0; part < 4; ++part)
                offer(i * 4 + part, left[i][part]);
        endOffers();
    }
}

float leftNumber(const uint item, const uint part)
{
    const float own = left[item / SHARERS][part];
    if (SHARERS == 1)
        return own;
    const uint first = ROW_LANES == 1 ? 0 : lane / COLUMN_LANES * COLUMN_LANES;
    return valueOfLane(item / SHARERS * 4 + part, own, first + item % SHARERS);
}

// Adds the products of STEPS. The number of row r at step s is `part(s, r)` of item(s, r). All steps of a sum follow
// each other, so that it comes into a register once.
#define ADD_PRODUCTS(item, part)                                                                                       \
    offerItems();                                                                                                      \
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {                                                                  \
        float factors[STEPS];                                                                                          \
        [[unroll]] for (uint s = 0; s < STEPS; ++s)                                                                    \
            factors[s] = leftNumber(item(s, r), part(s, r));                                                           \
        [[unroll]] for (uint c = 0; c < FOURS; ++c) {                                                                  \
            precise vec4 sum = sums[r * FOURS + c];                                                                    \
            [[unroll]] for (uint s = 0; s < STEPS; ++s)                                                                \
                sum = fma(vec4(factors[s]), right[s * FOURS + c], sum);                                                \
            sums[r * FOURS + c] = sum;                                                                                 \
        }                                                                                                              \
    }

// Where k counts rows of both factors, an item has four rows at one step.
#define itemOfRows(s, r) ((s) * (TILE_ROWS / 4) + (r) / 4)
#define partOfRows(s, r) ((r) % 4)
// Where k counts columns of the left one, an item has four steps of one row.
#define itemOfSteps(s, r) (r)
#define partOfSteps(s, r) (s)

// Writes the sums of rows and columns that there are, or adds them to what is there, which the kernel also has as an input
// `before`: sum (0, 0) of all tiles to element `first`, rows `stride` apart. A few rows at a time, the others move up: code for all of them takes a software device
// seconds to build.
const uint ROWS_AT_ONCE = TILE_ROWS < 4 ? TILE_ROWS : 4;
#define STORE_SUMS(name, first, stride, rows, columns)                                                                 \
    [[dont_unroll]] for (uint r = 0; r < TILE_ROWS; r += ROWS_AT_ONCE) {                                               \
        [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE * FOURS; ++i) {                                                   \
            const uint row = tileRow() + r + i / FOURS, column = tileColumn() + i % FOURS * 4;                         \
            const uint at = (first) + row * (stride) + column;                                                         \
            if (row < (rows) && column < (columns)) {                                                                  \
                vec4 four = sums[i];                                                                                   \
                if (ADDS)                                                                                              \
                    four = fetchFour(before, at, at - column + (columns)-1, WHOLE) + four;                             \
                storeFour(name, at, four, (columns)-column, WHOLE, false)                                              \
            }                                                                                                          \
        }                                                                                                              \
        [[unroll]] for (uint i = 0; i < (TILE_ROWS - ROWS_AT_ONCE) * FOURS; ++i)                                       \
            sums[i] = sums[i + ROWS_AT_ONCE * FOURS];                                                                  \
    }

#endif
