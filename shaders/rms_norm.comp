// y = x / sqrt(mean(x^2) + epsilon) * weight, one subgroup a row and head. arXiv:1910.07467
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

ALIASED INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
ALIASED OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { RmsNormArgs args; };

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint from = args.xFirst + row * args.xStride + gl_WorkGroupID.y * args.xHeadStride;
    float sum = 0;
    for (uint c = lane; c < args.columns; c += LANES) {
        const float value = fetchScalar(x, from + c);
        sum += value * value;
    }
    const float scale = inversesqrt(addLanes(sum) / float(args.columns) + args.epsilon);
    const uint to = args.yFirst + row * args.yStride + gl_WorkGroupID.y * args.yHeadStride;
    for (uint c = lane; c < args.columns; c += LANES)
        y[to + c] = fetchScalar(x, from + c) * scale * fetchScalar(weight, args.weightFirst + c);
}
