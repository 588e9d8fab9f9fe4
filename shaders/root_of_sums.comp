// root[0] = the square root of the sum of all sums; one workgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

INPUT_VEC4(0, sums);
OUTPUT_FLOAT(1, root);
layout(push_constant, scalar) uniform Arguments { RootOfSumsArgs args; };

void main()
{
    precise float sum = 0;
    for (uint i = thread; i < args.count; i += THREADS)
        sum = sum + fetchScalar(sums, i);
    sum = addThreads(sum);
    if (thread == 0)
        root[args.rootFirst] = sqrt(sum);
}
