// A register tile of a matrix product: TILE_ROWS weight rows by TILE_TOKENS token rows, COLUMN_LANES lanes along the
// columns, a chunk each; where rows are too short to keep a whole subgroup busy, it holds several tiles. One token makes
// it the matrix-vector product. Every sum is carried in F32, in the same order for every tile size. The kernel
// declares its activations as `x` before it includes this file. Rows, tokens and lanes are powers of two.
#ifndef DEEPSCOPE_TILE_GLSL
#define DEEPSCOPE_TILE_GLSL

#include "lib/chunk_product.glsl"

layout(constant_id = 3) const uint TILE_ROWS = 4;
layout(constant_id = 4) const uint TILE_TOKENS = 1;
// 1: rows of x begin on 16 bytes and hold whole chunks; 0: neither is known, so read value by value up to the end.
layout(constant_id = 5) const uint WHOLE_CHUNKS = 1;
layout(constant_id = 6) const uint COLUMN_LANES = 8;

const uint SUMS = TILE_ROWS * TILE_TOKENS;
#define LANE_SLOTS ((SUMS + 1) / 2)
#include "lib/lanes.glsl"

const uint GROUP = SUMS < COLUMN_LANES ? SUMS : COLUMN_LANES; // sums that are added over the lanes together

#define columnLane (lane % COLUMN_LANES)

const uint GROUP_ROWS = SUBGROUPS * (LANES / COLUMN_LANES) * TILE_ROWS; // that a workgroup has under way at a time

// Goes through the rows of workgroup `number` of `count`, GROUP_ROWS at a time.
#define ROWS_OF_GROUP(first, number, count, rows)                                                                      \
    for (uint first = (number)*GROUP_ROWS; first < (rows); first += (count)*GROUP_ROWS)

// First row of this lane's tile; may lie beyond the last row, so rows are clamped on reading and checked on writing.
uint tileRow(const uint first)
{
    return first + (subgroupRow * (LANES / COLUMN_LANES) + lane / COLUMN_LANES) * TILE_ROWS;
}

// Where the sum of row r and token t stands.
uint sumOf(const uint r, const uint t) { return t * TILE_ROWS + r; }

TokenChunk tokens[TILE_TOKENS]; // the current one of every token of the tile

// Values [column, column + 4) of a row of x of `columns` values that begins at element `at`.
vec4 tokenFour(const uint at, const uint column, const uint columns)
{
    if (WHOLE_CHUNKS != 0)
        return fetch(x, (at + column) >> 2u);
    vec4 four;
    [[unroll]] for (uint j = 0; j < 4; ++j)
        four[j] = column + j < columns ? fetchScalar(x, at + column + j) : 0;
    return four;
}

// Chunk `chunk` of a row of x of `columns` values that begins at element `at`, as token `t`. It is put together apart:
// NVIDIA's compiler keeps in memory what is written into an array of arrays piece by piece.
void loadToken(const uint t, const uint at, const uint chunk, const uint columns)
{
    vec4 values[4];
    [[unroll]] for (uint i = 0; i < 4; ++i)
        values[i] = tokenFour(at, chunk * CHUNK + i * 4, columns);
    tokens[t] = TokenChunk(values, 0);
    if (ANY_OFFSET) {
        precise vec4 sum = values[0] + values[1] + (values[2] + values[3]);
        precise float all = sum.x + sum.y + (sum.z + sum.w);
        tokens[t].sum = all;
    }
}

// Declares weights, and `NAMEProducts(sums, rowAt, chunk, tail)`, which adds to the sums of a tile the products with chunk
// `chunk` of the rows that begin with chunks rowAt[]. All rows are fetched before any is decoded: memory then works on
// all of them at once, and a software device waits for it once instead of for every row. Types that take long to decode
// gain nothing by it, and their kernels take twice as long to build.
#define FETCHED_AHEAD(type) ((type) == TYPE_F32 || (type) == TYPE_F16 || (type) == TYPE_BF16 || (type) == TYPE_Q8_0)
#define TILE_WEIGHTS(slot, name, type)                                                                                 \
    INPUT_WEIGHTS(slot, name, type)                                                                                    \
    void name##Products(inout float sums[SUMS], const uint rowAt[TILE_ROWS], const uint chunk, const uint tail)        \
    {                                                                                                                  \
        uvec4 words[TILE_ROWS][4];                                                                                     \
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)                                                                \
            if (FETCHED_AHEAD(type))                                                                                   \
                words[r] = name##Words(rowAt[r] + chunk, tail);                                                        \
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {                                                              \
            if (!FETCHED_AHEAD(type))                                                                                  \
                words[r] = name##Words(rowAt[r] + chunk, tail);                                                        \
            const Chunk row = decodeChunk(type, rowAt[r] + chunk, words[r]);                                           \
            [[unroll]] for (uint t = 0; t < TILE_TOKENS; ++t) {                                                        \
                precise float sum = sums[sumOf(r, t)] + chunkProduct(row, tokens[t]);                                  \
                sums[sumOf(r, t)] = sum;                                                                               \
            }                                                                                                          \
        }                                                                                                              \
    }

// One step of addOverLanes: of every `2 * halved` sums each lane keeps half and hands the rest to its partner; a last sum
// it keeps and hands over. Loops count from 0: those that begin elsewhere were not unrolled by Mesa 22.3, and their
// exchanges came out wrong.
void foldOverLanes(inout float sums[SUMS], const uint halved, const uint mask)
{
    if (mask > 0) {
        const bool upper = (lane & mask) != 0;
        const uint handed = halved > 0 ? halved : 1;
        startOffers();
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP)
            [[unroll]] for (uint i = 0; i < handed; ++i)
                offer(group / GROUP * handed + i, upper ? sums[group + i] : sums[group + i + halved]);
        endOffers();
        [[unroll]] for (uint group = 0; group < SUMS; group += GROUP)
            [[unroll]] for (uint i = 0; i < handed; ++i) {
                const float low = sums[group + i], high = sums[group + i + halved];
                const float other = exchangeLanes(group / GROUP * handed + i, upper ? low : high, mask);
                sums[group + i] = (upper ? high : low) + other;
            }
    }
}

// Adds every sum over the lanes. Afterwards sums[group] holds sum number heldSum(group) for group = 0, GROUP, ...: a
// few exchanges for a whole group, and lanes that can store side by side.
void addOverLanes(inout float sums[SUMS])
{
    foldOverLanes(sums, GROUP / 2, COLUMN_LANES / 2);
    foldOverLanes(sums, GROUP / 4, COLUMN_LANES / 4);
    foldOverLanes(sums, GROUP / 8, COLUMN_LANES / 8);
    foldOverLanes(sums, GROUP / 16, COLUMN_LANES / 16);
    foldOverLanes(sums, GROUP / 32, COLUMN_LANES / 32);
    foldOverLanes(sums, GROUP / 64, COLUMN_LANES / 64);
    foldOverLanes(sums, GROUP / 128, COLUMN_LANES / 128);
}

uint heldSum(const uint group) { return group + columnLane / (COLUMN_LANES / GROUP); }
uint heldRow(const uint group) { return heldSum(group) % TILE_ROWS; }
uint heldToken(const uint group) { return heldSum(group) / TILE_ROWS; }
bool storesSum() { return columnLane % (COLUMN_LANES / GROUP) == 0; } // several lanes may hold the same sum

#endif
