// Folds the parts of attention.comp together where each had a workgroup of its own: one workgroup a head and row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/step.glsl"

layout(constant_id = 2) const bool WINDOWED = false;
layout(constant_id = 3) const bool SINKS = false;

INPUT_VEC4(0, partials);
INPUT_UVEC4(1, rows);
OUTPUT_FLOAT(2, result);
INPUT_VEC4(3, sinks);
layout(push_constant, scalar) uniform Arguments { AttentionCombineArgs args; };

#include "lib/attention_parts.glsl"

const uint COLUMNS = 8; // of a lane at once

void main()
{
    const uint head = gl_WorkGroupID.x, row = gl_WorkGroupID.y;
    const uint query = fetch(rows, args.rowsFirst + row).y, positions = min(query + 1, args.longest);
    const uint firstPart = WINDOWED ? firstSeen(query, args.window, positions) / AttentionPart : 0;
    const uint parts = min((positions + AttentionPart - 1) / AttentionPart - firstPart, args.mostParts);
    const uint from =
        args.partialFirst + (row * gl_NumWorkGroups.x + head) * args.mostParts * args.partialStride;
    const uint to = args.outFirst + row * args.outStride + head * args.outHeadStride;
    for (uint first = lane; first < args.columns; first += LANES * COLUMNS) {
        float sums[COLUMNS];
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c)
            sums[c] = 0;
        Parts folded = Parts(LOWEST, 0);
        for (uint part = 0; part < parts; ++part) {
            const uint at = from + part * args.partialStride, behind = at + args.partialStride;
            const Factors factors = foldPart(folded, part == 0, fetchScalar(partials, behind - 2), fetchScalar(partials, behind - 1));
            [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
                const float next = fetchScalar(partials, at + min(first + c * LANES, args.columns - 1));
                sums[c] = part == 0 ? next : foldValue(factors, sums[c], next);
            }
        }
        const float share = SINKS ? shareOf(folded, fetchScalar(sinks, args.sinksFirst + head)) : shareOf(folded);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c)
            if (first + c * LANES < args.columns)
                result[to + first + c * LANES] = portion(sums[c], share);
    }
}
