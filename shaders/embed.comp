// x[t] = row ids[t] of the table; workgroups share out the columns.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/weights.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_WEIGHTS(0, table, WEIGHT_TYPE)
INPUT_UVEC4(1, ids);
OUTPUT_FLOAT(2, x);
layout(push_constant, scalar) uniform Arguments { EmbedArgs args; };

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint id = fetchIndex(ids, args.idsFirst + row * args.idsStride, args.tableRows);
    const uint chunks = (args.columns + CHUNK - 1) / CHUNK;
    const uint to = args.xFirst + row * args.xStride;
    for (uint c = gl_WorkGroupID.y * LANES + lane; c < chunks; c += gl_NumWorkGroups.y * LANES) {
        const Chunk chunk = tableChunk(id * chunks + c, args.tail);
        const uint count = min(CHUNK, args.columns - c * CHUNK);
        [[unroll]] for (uint i = 0; i < CHUNK; ++i)
            if (i < count)
                x[to + c * CHUNK + i] = chunk.values[i / 4][i % 4] * chunk.scale + chunk.offset;
    }
}
