// sums[r] = sum over the columns of x[r]: reads everything once and does little else, to measure how fast that goes.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, x);
OUTPUT_FLOAT(1, sums);
layout(push_constant, scalar) uniform Arguments { RowSumsArgs args; };

void main()
{
    const uint row = gl_WorkGroupID.x * SUBGROUPS + subgroupRow;
    const uint from = (args.xFirst + min(row, args.rows - 1) * args.xStride) / 4;
    vec4 sum = vec4(0);
    for (uint c = lane; c < args.columns / 4; c += LANES)
        sum += fetch(x, from + c);
    const float total = addLanes(sum.x + sum.y + sum.z + sum.w);
    if (lane == 0 && row < args.rows)
        sums[row] = total;
}
