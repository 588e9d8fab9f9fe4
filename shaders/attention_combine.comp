// Brings the splits of attention.comp together, one workgroup a head and row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, partials);
OUTPUT_FLOAT(1, result);
layout(push_constant, scalar) uniform Arguments { AttentionCombineArgs args; };

void main()
{
    const uint head = gl_WorkGroupID.x, row = gl_WorkGroupID.y;
    const uint from =
        args.partialFirst + (row * gl_NumWorkGroups.x + head) * args.splits * args.partialStride;
    const uint largestAt = from + args.partialStride - 2, totalAt = largestAt + 1;
    float largest = -3.4e38;
    for (uint s = lane; s < args.splits; s += LANES)
        largest = max(largest, fetchScalar(partials, largestAt + s * args.partialStride));
    largest = largestLane(largest);
    float total = 0;
    for (uint s = lane; s < args.splits; s += LANES)
        total += fetchScalar(partials, totalAt + s * args.partialStride) *
                 exp(fetchScalar(partials, largestAt + s * args.partialStride) - largest);
    total = addLanes(total);

    const uint to = args.outFirst + row * args.outStride + head * args.outHeadStride;
    for (uint c = lane; c < args.columns; c += LANES) {
        float sum = 0;
        for (uint s = 0; s < args.splits; ++s)
            sum += fetchScalar(partials, from + s * args.partialStride + c) *
                   exp(fetchScalar(partials, largestAt + s * args.partialStride) - largest);
        result[to + c] = sum / total;
    }
}
