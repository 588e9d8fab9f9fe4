// y[t, c] = silu(sum_j weight[c, j] x[t - kernel + 1 + j, c]) along each sequence; rows before those of the step are the
// tail of the slot that the sequence goes on from, and its last rows become that of the slot it leaves. A row of
// workgroups a row of the step, four channels a lane.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/exponential.glsl"
#include "args.h"

layout(constant_id = 2) const bool FOURS = false; // rows of x, of y and of tails begin on 16 bytes and have whole fours

INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
INPUT_UVEC4(2, rows);
INPUT_UVEC4(3, records);
ALIASED INPUT_VEC4(4, tails);
ALIASED OUTPUT_VEC4(5, tailsLeft);
OUTPUT_VEC4(6, y);
layout(push_constant, scalar) uniform Arguments { ShortConvolutionArgs args; };

#include "lib/sequence_state.glsl"

#define ROW_FOUR(name, from, channel) fetchFour(name, (from) + (channel), (from) + args.channels - 1, FOURS)

// What came in `kernel - 1 - i` rows before the row: row `i` of those that it is made of, the last of which is its own.
// `at`: its number among those of its sequence.
vec4 inputAt(const SequenceState state, const uint at, const uint i, const uint channel)
{
    const uint before = args.kernel - 1;
    if (at + i >= before)
        return ROW_FOUR(x, args.xFirst + (state.firstRow + at + i - before) * args.xStride, channel);
    if (state.from == NoSlot)
        return vec4(0);
    return ROW_FOUR(tails, args.tailsFirst + state.from * args.tailsStride + (at + i) * args.channels, channel);
}

vec4 weightAt(const uint i, const uint channel)
{
    vec4 four;
    [[unroll]] for (uint c = 0; c < 4; ++c)
        four[c] = fetchScalar(weight, args.weightFirst + min(channel + c, args.channels - 1) * args.weightStride + i);
    return four;
}

void main()
{
    const uint row = gl_WorkGroupID.y;
    const uint sequence = min(fetch(rows, args.stepRowsFirst + row).z, args.records - 1);
    const SequenceState state = sequenceState(args.recordsFirst + sequence, args.rows, args.slotCount);
    if (row < state.firstRow || row - state.firstRow >= state.rows)
        return;
    const uint at = row - state.firstRow;
    const bool leaves = at + 1 == state.rows && state.to != NoSlot;
    for (uint channel = 4 * (gl_WorkGroupID.x * LANES + lane); channel < args.channels;
         channel += 4 * gl_NumWorkGroups.x * LANES) {
        const uint inside = args.channels - channel;
        precise vec4 sum = vec4(0);
        for (uint i = 0; i < args.kernel; ++i) {
            const vec4 four = inputAt(state, at, i, channel);
            sum = sum + weightAt(i, channel) * four;
            if (leaves && i > 0) {
                const uint to = args.tailsFirst + state.to * args.tailsStride + (i - 1) * args.channels + channel;
                storeFour(tailsLeft, to, four, inside, FOURS, false)
            }
        }
        vec4 value;
        [[unroll]] for (uint c = 0; c < 4; ++c)
            value[c] = silu(sum[c]);
        storeFour(y, args.yFirst + row * args.yStride + channel, value, inside, FOURS, false)
    }
}
