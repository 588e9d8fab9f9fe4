// keys[t] = the pool's row of the position of row t; one workgroup a row. F32; zeros past the pages of a sequence.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/step.glsl"

INPUT_VEC4(0, cache);
INPUT_UVEC4(1, stepRows);
INPUT_UVEC4(2, stepPages);
OUTPUT_FLOAT(3, keys);
layout(push_constant, scalar) uniform Arguments { CacheReadArgs args; };

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uvec4 at = stepRow(args.step, row);
    const uint first = poolRow(args.step, at.z, at.y) * args.cacheStride, to = args.keysFirst + row * args.keysStride;
    const bool there = at.y < longestSequence(args.step);
    for (uint column = 4 * lane; column < args.columns; column += 4 * LANES) {
        const vec4 four = there ? fetch(cache, (first + column) >> 2u) : vec4(0);
        [[unroll]] for (uint c = 0; c < 4; ++c)
            if (column + c < args.columns)
                keys[to + column + c] = four[c];
    }
}
