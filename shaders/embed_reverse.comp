// tableSlopes[id] += xSlopes[t] for every row t with that id, in their order. A workgroup a place in the list of rows by
// id: where an id begins it adds up all rows that have it, elsewhere there is nothing to do.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

layout(constant_id = 2) const bool WHOLE = false; // rows begin on 16 bytes and have whole fours

INPUT_UVEC4(0, ids);
INPUT_UVEC4(1, sortedRows);
INPUT_VEC4(2, xSlopes);
OUTPUT_VEC4(3, tableSlopes);
layout(push_constant, scalar) uniform Arguments { EmbedReverseArgs args; };

uint rowAt(const uint place) { return fetchIndex(sortedRows, args.sortedFirst + place, args.rows); }
uint idAt(const uint place)
{
    return fetchIndex(ids, args.idsFirst + rowAt(place) * args.idsStride, args.tableRows);
}

void main()
{
    const uint first = gl_WorkGroupID.x, id = idAt(first);
    if (first > 0 && idAt(first - 1) == id)
        return;
    for (uint column = (gl_WorkGroupID.y * THREADS + thread) * 4; column < args.columns;
         column += gl_NumWorkGroups.y * THREADS * 4) {
        precise vec4 sum = vec4(0);
        for (uint place = first; place < args.rows && idAt(place) == id; ++place) {
            const uint from = args.xFirst + rowAt(place) * args.xStride;
            sum = sum + fetchFour(xSlopes, from + column, from + args.columns - 1, WHOLE);
        }
        storeFour(tableSlopes, id * args.tableStride + column, sum, args.columns - column, WHOLE, true)
    }
}
