// y[t] += bias, one workgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, bias);
OUTPUT_FLOAT(1, y);
layout(push_constant, scalar) uniform Arguments { AddBiasArgs args; };

void main()
{
    const uint to = args.yFirst + gl_WorkGroupID.x * args.yStride;
    for (uint c = lane; c < args.columns; c += LANES)
        y[to + c] += fetchScalar(bias, args.biasFirst + c);
}
