// What attention compares before its softmax, of the row that is tapped: for each of its heads and each position that it
// sees, scale * query . key, the products of the first columns and of the others, where there are some, apart. One
// workgroup: a head of a row, and a part of its positions, of which each lane takes some.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "lib/load.glsl"
#include "lib/cache.glsl"
#include "lib/step.glsl"
#include "lib/lanes.glsl"

INPUT_VEC4(0, queries);
INPUT_CACHE(1, keys)
INPUT_UVEC4(2, stepRows);
INPUT_UVEC4(3, stepPages);
OUTPUT_FLOAT(4, scores);
layout(push_constant, scalar) uniform Arguments { AttentionScoresArgs args; };

void main()
{
    const uint head = gl_WorkGroupID.x, row = gl_WorkGroupID.y;
    const uvec4 at = stepRow(args.step, row);
    if ((at.w & RowTapped) == 0)
        return;
    const uint positions = min(min(at.y + 1, longestSequence(args.step)), args.positions);
    const uint part = gl_WorkGroupID.z * AttentionPart, end = min(part + AttentionPart, positions);
    const uint begin = max(part, firstSeen(at.y, args.window, at.y + 1));
    const uint query = args.queriesFirst + row * args.queriesStride + head * args.queriesHeadStride;
    const uint key = head / args.group * args.keysHeadStride;
    const uint parts = args.firstColumns < args.columns ? 2 : 1, to = args.outFirst + parts * head * args.outStride;
    for (uint position = begin + lane; position < end; position += LANES) {
        const uint from = poolRow(args.step, at.z, position) * args.keysStride;
        precise float first = 0, others = 0;
        for (uint chunk = 0; chunk < args.columns; chunk += CHUNK) {
            const Eight eight = keysEight(from, key + chunk, args.keysScales);
            [[unroll]] for (uint c = 0; c < CHUNK; ++c) {
                const uint column = chunk + c;
                if (column >= args.columns)
                    continue;
                precise float product = fetchScalar(queries, query + column) * (c < 4 ? eight.low[c] : eight.high[c - 4]);
                if (column < args.firstColumns)
                    first += product;
                else
                    others += product;
            }
        }
        scores[to + position] = first * args.scale;
        if (parts > 1)
            scores[to + args.outStride + position] = others * args.scale;
    }
}
