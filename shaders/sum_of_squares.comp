// sums[part] = the sum of the squares of the values of a part; one workgroup each.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

INPUT_VEC4(0, values);
OUTPUT_FLOAT(1, sums);
layout(push_constant, scalar) uniform Arguments { FlatArgs args; };

void main()
{
    const uint part = gl_WorkGroupID.x;
    precise vec4 squares = vec4(0);
    const uint begin = part * args.partColumns, end = min(begin + args.partColumns, args.columns);
    for (uint column = begin + thread * 4; column < end; column += THREADS * 4) {
        const vec4 four = fetch(values, (args.valuesFirst + column) >> 2u);
        [[unroll]] for (uint c = 0; c < 4; ++c)
            if (column + c < end)
                squares[c] = squares[c] + four[c] * four[c];
    }
    const float sum = addThreads(squares.x + squares.y + squares.z + squares.w);
    if (thread == 0)
        sums[part] = sum;
}
