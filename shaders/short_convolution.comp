// y[t, c] = silu(sum_j weight[c, j] x[t - kernel + 1 + j, c]) along each sequence; rows before those of the step are the
// tail of the slot that the sequence goes on from, and its last rows become that of the slot it leaves. A row of
// workgroups a row of the step, a lane a channel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
INPUT_UVEC4(2, rows);
INPUT_UVEC4(3, records);
OUTPUT_FLOAT(4, tails);
OUTPUT_FLOAT(5, y);
layout(push_constant, scalar) uniform Arguments { ShortConvolutionArgs args; };

#include "lib/sequence_state.glsl"

// Of the sequence, `back` rows before its first one of the step or, where that is negative, behind it.
float inputAt(const SequenceState state, const int back, const uint channel)
{
    if (back <= 0)
        return fetchScalar(x, args.xFirst + (state.firstRow + uint(-back)) * args.xStride + channel);
    if (state.from == NoSlot)
        return 0;
    const uint before = args.kernel - 1 - uint(back);
    return tails[args.tailsFirst + state.from * args.tailsStride + before * args.channels + channel];
}

void main()
{
    const uint row = gl_WorkGroupID.y;
    const uint sequence = min(fetch(rows, args.stepRowsFirst + row).z, args.records - 1);
    const SequenceState state = sequenceState(args.recordsFirst + sequence, args.rows, args.slots);
    if (row < state.firstRow || row - state.firstRow >= state.rows)
        return;
    const int at = int(row - state.firstRow), before = int(args.kernel) - 1;
    for (uint c = gl_WorkGroupID.x * LANES + lane; c < args.channels; c += gl_NumWorkGroups.x * LANES) {
        precise float sum = 0;
        for (int j = 0; j <= before; ++j)
            sum = sum + fetchScalar(weight, args.weightFirst + c * args.weightStride + uint(j)) *
                            inputAt(state, before - j - at, c);
        precise float value = sum / (1 + exp(-sum));
        y[args.yFirst + row * args.yStride + c] = value;
        if (uint(at) + 1 == state.rows)
            for (int m = 0; m < before; ++m)
                tails[args.tailsFirst + state.to * args.tailsStride + uint(m) * args.channels + c] =
                    inputAt(state, before - 1 - m - at, c);
    }
}
