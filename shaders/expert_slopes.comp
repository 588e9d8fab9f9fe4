// slopes[e] += sum over the slots of expert e of left(slot) right(slot)^T, in the order of the slots, onto what stands
// there: the same bits however slots are shared out among steps. Of the down matrix: left is the slopes of y of the slot's
// token, times its gate, and right the slot's activations; of gate and up: left is the slot's, right its token's x.
//
// A lane has four columns, and its subgroup TILE_ROWS rows of them; lanes beyond the columns have other rows. Where lanes
// share the left values they fetch four each and hand them round: to a software device that is a fifth of a fetch.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"

layout(constant_id = 2) const bool OF_DOWN = false;
layout(constant_id = 3) const bool ALIGNED = true; // left and right begin on 16 bytes
layout(constant_id = 4) const uint TILE_ROWS = 8;  // a multiple of 4
layout(constant_id = 5) const uint COLUMN_LANES = 8;
layout(constant_id = 6) const bool HANDED = false; // then COLUMN_LANES = LANES >= TILE_ROWS / 4
layout(constant_id = 7) const bool WHOLE = false;  // the slopes have whole fours

const uint SLOTS = 4; // that are fetched before any is multiplied
const uint FETCHED = HANDED ? 1 : TILE_ROWS / 4;
#define LANE_SLOTS (SLOTS * 4)
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, left);
INPUT_VEC4(1, right);
INPUT_UVEC4(2, order);
INPUT_UVEC4(3, starts);
INPUT_VEC4(4, gates);
ALIASED INPUT_VEC4(5, before); // the slopes
ALIASED OUTPUT_VEC4(6, slopes);
layout(push_constant, scalar) uniform Arguments { ExpertSlopesArgs args; };

vec4 sums[TILE_ROWS];
vec4 leftFours[SLOTS * FETCHED], rightFours[SLOTS];

// What slots at places [place, place + SLOTS) of the order give, of which those before `end` count.
void fetchSlots(const uint place, const uint end, const uint row, const uint column)
{
    // A lane asks for one slot: software devices divide whole numbers slowly.
    const uint ownSlot = fetchScalar(order, min(place + lane % SLOTS, end - 1)), ownToken = ownSlot / args.used;
    const uint ownLeft = args.leftFirst + (OF_DOWN ? ownToken : ownSlot) * args.leftStride;
    const uint ownRight = args.rightFirst + (OF_DOWN ? ownSlot : ownToken) * args.rightStride;
    float ownFactor = 1;
    if (OF_DOWN)
        ownFactor = fetchScalar(gates, args.gatesFirst + ownToken * args.gatesStride + (ownSlot - ownToken * args.used));
    startOffers();
    offer(0, ownLeft);
    offer(1, ownRight);
    offer(2, ownFactor);
    endOffers();
    [[unroll]] for (uint s = 0; s < SLOTS; ++s) {
        const uint leftAt = valueOfLane(0, ownLeft, s), rightAt = valueOfLane(1, ownRight, s);
        const float factor = OF_DOWN ? valueOfLane(2, ownFactor, s) : 1;
        [[unroll]] for (uint i = 0; i < FETCHED; ++i) {
            const uint at = min(HANDED ? row + lane % (TILE_ROWS / 4) * 4 : row + i * 4, (args.rows - 1) & ~3u);
            precise vec4 four = fetchFour(left, leftAt + at, leftAt + args.rows - 1, ALIGNED) * factor;
            leftFours[s * FETCHED + i] = place + s < end ? four : vec4(0);
        }
        rightFours[s] = fetchFour(right, rightAt + column, rightAt + args.columns - 1, ALIGNED);
    }
    if (HANDED) {
        startOffers();
        [[unroll]] for (uint i = 0; i < SLOTS * 4; ++i)
            offer(i, leftFours[i / 4][i % 4]);
        endOffers();
    }
}

float leftOf(const uint s, const uint r)
{
    if (HANDED)
        return valueOfLane(s * 4 + r % 4, leftFours[s][r % 4], r / 4);
    return leftFours[s * FETCHED + r / 4][r % 4];
}

void main()
{
    const uint expert = args.firstExpert + gl_WorkGroupID.z;
    const uint begin = fetchScalar(starts, expert), end = fetchScalar(starts, expert + 1);
    if (begin == end)
        return;
    const uint row = ((gl_WorkGroupID.y * SUBGROUPS + subgroupRow) * (LANES / COLUMN_LANES) + lane / COLUMN_LANES) * TILE_ROWS;
    const uint column = (gl_WorkGroupID.x * COLUMN_LANES + lane % COLUMN_LANES) * 4;
    const uint readColumn = min(column, (args.columns - 1) & ~3u);
    const uint firstRow = gl_WorkGroupID.z * args.planeRows + args.firstRow;
    const uint to = (firstRow + row) * args.slopesStride + readColumn;
    const uint rows = row < args.rows ? args.rows - row : 0;
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        sums[r] = fetch(before, ((firstRow + min(row + r, args.rows - 1)) * args.slopesStride + readColumn) >> 2u);
    for (uint place = begin; place < end; place += SLOTS) {
        fetchSlots(place, end, row, readColumn);
        [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r) {
            precise vec4 sum = sums[r];
            [[unroll]] for (uint s = 0; s < SLOTS; ++s)
                sum = fma(vec4(leftOf(s, r)), rightFours[s], sum);
            sums[r] = sum;
        }
    }
    [[unroll]] for (uint r = 0; r < TILE_ROWS; ++r)
        if (r < rows && column < args.columns)
            storeFour(slopes, to + r * args.slopesStride, sums[r], args.columns - column, WHOLE, false)
}
