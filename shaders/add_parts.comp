// sums[c] += sum over parts of partials[part, c], in their order.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

INPUT_VEC4(0, partials);
OUTPUT_FLOAT(1, sums);
layout(push_constant, scalar) uniform Arguments { AddPartsArgs args; };

void main()
{
    const uint column = (gl_WorkGroupID.x * THREADS + thread) * 4;
    if (column >= args.columns)
        return;
    precise vec4 sum = vec4(0);
    for (uint part = 0; part < args.parts; ++part)
        sum = sum + fetch(partials, (part * args.partialStride + column) >> 2u);
    [[unroll]] for (uint c = 0; c < 4; ++c)
        if (column + c < args.columns)
            sums[args.sumsFirst + column + c] = sums[args.sumsFirst + column + c] + sum[c];
}
