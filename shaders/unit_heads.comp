// y = factor * x / max(|x|, epsilon), one workgroup a row and head.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

ALIASED INPUT_VEC4(0, x);
ALIASED OUTPUT_FLOAT(1, y);
layout(push_constant, scalar) uniform Arguments { UnitHeadsArgs args; };

void main()
{
    const uint from = args.xFirst + gl_WorkGroupID.x * args.xStride + gl_WorkGroupID.y * args.xHeadStride;
    const uint to = args.yFirst + gl_WorkGroupID.x * args.yStride + gl_WorkGroupID.y * args.yHeadStride;
    precise float squares = 0;
    for (uint c = lane; c < args.columns; c += LANES) {
        const float value = fetchScalar(x, from + c);
        squares = squares + value * value;
    }
    const float scale = args.factor / max(sqrt(addLanes(squares)), args.epsilon);
    for (uint c = lane; c < args.columns; c += LANES)
        y[to + c] = fetchScalar(x, from + c) * scale;
}
