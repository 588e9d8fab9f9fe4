// y = x * sigmoid(gate), or x * silu(gate); one workgroup a row and head.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/exponential.glsl"
#include "args.h"

layout(constant_id = 2) const bool SILU = false;

ALIASED INPUT_VEC4(0, x);
INPUT_VEC4(1, gate);
ALIASED OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { ApplyGateArgs args; };

void main()
{
    const uint row = gl_WorkGroupID.x, head = gl_WorkGroupID.y;
    const uint from = args.xFirst + row * args.xStride + head * args.xHeadStride;
    const uint of = args.gateFirst + row * args.gateStride + head * args.gateHeadStride;
    const uint to = args.yFirst + row * args.yStride + head * args.yHeadStride;
    for (uint c = lane; c < args.columns; c += LANES) {
        const float value = fetchScalar(gate, of + min(c, args.gateColumns - 1));
        y[to + c] = fetchScalar(x, from + c) * (SILU ? silu(value) : sigmoid(value));
    }
}
