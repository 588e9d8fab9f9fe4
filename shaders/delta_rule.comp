// Row by row of a sequence, for each value head: M *= g; M += k (b (v - M^T k))^T; out = M^T q, where
// g = exp(rate * softplus(alpha + bias)) and b = sigmoid(beta). arXiv:2412.06464, eq. 10. Lanes hold M from row to row:
// PARTS of them share out the rows of four columns, and their sums meet always in the same order. Workgroups, of one
// subgroup, are blocks of columns x value heads x sequences.
#version 460
#extension GL_GOOGLE_include_directive : require
#define LANE_SLOTS 6 // four columns, and two gates
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/exponential.glsl"
#include "args.h"

layout(constant_id = 2) const uint WIDTH = 4;
layout(constant_id = 3) const bool ALTERNATE = false; // value head h has key head h mod key heads
layout(constant_id = 4) const bool FOURS = false;     // heads and matrices begin on 16 bytes and have whole fours
layout(constant_id = 5) const uint PART_BITS = 3;

const uint PARTS = 1u << PART_BITS;
const uint LANE_FOURS = (WIDTH + 4 * PARTS - 1) / (4 * PARTS); // of rows of M
const uint LAST_FOUR = (WIDTH - 1) / 4 * 4;                    // where it begins, of rows and of columns

INPUT_VEC4(0, queries);
INPUT_VEC4(1, keys);
INPUT_VEC4(2, values);
INPUT_VEC4(3, betas);
INPUT_VEC4(4, alphas);
INPUT_VEC4(5, rates);
INPUT_VEC4(6, biases);
INPUT_UVEC4(7, records);
ALIASED INPUT_VEC4(8, matrices);
ALIASED OUTPUT_VEC4(9, matricesLeft);
OUTPUT_VEC4(10, result);
layout(push_constant, scalar) uniform Arguments { DeltaRuleArgs args; };

#include "lib/sequence_state.glsl"

vec4 matrix[4 * LANE_FOURS]; // [i]: row rowOf(i) of M; 0 past the last

#define part (lane & (PARTS - 1))
uint fourOf(const uint i) { return 4 * (i * PARTS + part); }
uint rowOf(const uint i) { return fourOf(i >> 2u) + (i & 3u); }

// Four values of a key or a query that begins at `from`, those of rows fourOf(i) and on; 0 past the last.
#define ROW_FOUR(name, from, i)                                                                                        \
    cutFour(fetchFour(name, (from) + min(fourOf(i), LAST_FOUR), (from) + WIDTH - 1, FOURS), WIDTH - min(fourOf(i), WIDTH))

// The sums of all lanes that share columns.
vec4 addParts(const vec4 sums)
{
    precise vec4 all = sums;
    [[unroll]] for (uint bit = 0; bit < PART_BITS; ++bit) {
        vec4 others;
        startOffers();
        [[unroll]] for (uint c = 0; c < 4; ++c)
            offer(c, all[c]);
        endOffers();
        [[unroll]] for (uint c = 0; c < 4; ++c)
            others[c] = exchangeLanes(c, all[c], 1u << bit);
        all = all + others;
    }
    return all;
}

// What a row says beside its heads: g and b.
vec2 gatesOf(const uint row, const uint head)
{
    const uint at = head / args.together * args.apart + head % args.together;
    precise float alpha =
        fetchScalar(alphas, args.alphasFirst + row * args.alphasStride + at) + fetchScalar(biases, args.biasesFirst + head);
    const float decay = exponential(fetchScalar(rates, args.ratesFirst + head) * softplus(alpha));
    return vec2(decay, sigmoid(fetchScalar(betas, args.betasFirst + row * args.betasStride + at)));
}

// Takes up a row; returns what M answers to its query.
vec4 takeRow(const uint row, const uint head, const uint column, const vec2 gates)
{
    const uint keyHead = ALTERNATE ? head % args.keyHeads : head / (args.valueHeads / args.keyHeads);
    const uint key = args.keysFirst + row * args.keysStride + keyHead * args.keysHeadStride;
    const uint query = args.queriesFirst + row * args.queriesStride + keyHead * args.queriesHeadStride;
    const uint value = args.valuesFirst + row * args.valuesStride + head * args.valuesHeadStride;
    vec4 keyFours[LANE_FOURS];
    precise vec4 known = vec4(0), answer = vec4(0);
    [[unroll]] for (uint i = 0; i < LANE_FOURS; ++i) {
        keyFours[i] = ROW_FOUR(keys, key, i);
        [[unroll]] for (uint r = 0; r < 4; ++r) {
            precise vec4 kept = matrix[4 * i + r] * gates.x;
            matrix[4 * i + r] = kept;
            known = known + kept * keyFours[i][r];
        }
    }
    precise vec4 change = gates.y * (fetchFour(values, value + column, value + WIDTH - 1, FOURS) - addParts(known));
    [[unroll]] for (uint i = 0; i < LANE_FOURS; ++i) {
        const vec4 queryFour = ROW_FOUR(queries, query, i);
        [[unroll]] for (uint r = 0; r < 4; ++r) {
            precise vec4 mended = matrix[4 * i + r] + keyFours[i][r] * change;
            matrix[4 * i + r] = mended;
            answer = answer + mended * queryFour[r];
        }
    }
    return addParts(answer);
}

void main()
{
    const uint head = gl_WorkGroupID.y;
    const SequenceState state = sequenceState(args.recordsFirst + gl_WorkGroupID.z, args.rows, args.slotCount);
    if (state.rows == 0)
        return;
    // Lanes past the last column repeat the last ones and store nothing.
    const uint wanted = 4 * (gl_WorkGroupID.x * (LANES / PARTS) + lane / PARTS), column = min(wanted, LAST_FOUR);
    const uint inside = wanted == column ? WIDTH - column : 0, ofHead = args.matricesFirst + head * WIDTH * WIDTH;

    const uint from = ofHead + state.from * args.matricesStride;
    [[unroll]] for (uint i = 0; i < 4 * LANE_FOURS; ++i)
        matrix[i] = state.from != NoSlot && rowOf(i) < WIDTH
                        ? fetchFour(matrices, from + rowOf(i) * WIDTH + column, from + WIDTH * WIDTH - 1, FOURS)
                        : vec4(0);
    for (uint first = 0; first < state.rows; first += LANES) {
        // Each lane works out the gates of another row.
        const vec2 own = gatesOf(state.firstRow + min(first + lane, state.rows - 1), head);
        startOffers();
        offer(4, own.x);
        offer(5, own.y);
        endOffers();
        for (uint i = 0; i < LANES && first + i < state.rows; ++i) {
            const uint row = state.firstRow + first + i;
            const vec4 answer = takeRow(row, head, column, vec2(valueOfLane(4, own.x, i), valueOfLane(5, own.y, i)));
            const uint to = args.outFirst + row * args.outStride + head * args.outHeadStride + column;
            if (part == 0 && inside > 0)
                storeFour(result, to, answer, inside, FOURS, false)
        }
    }
    const uint to = ofHead + state.to * args.matricesStride;
    [[unroll]] for (uint i = 0; i < 4 * LANE_FOURS; ++i)
        if (state.to != NoSlot && rowOf(i) < WIDTH && inside > 0)
            storeFour(matricesLeft, to + rowOf(i) * WIDTH + column, matrix[i], inside, FOURS, false)
}
