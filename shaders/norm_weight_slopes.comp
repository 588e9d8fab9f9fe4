// Of the rows of a part: partial[c] = sum over t of ySlopes[t, c] x[t, c] scales[t]. Lanes stand along the columns,
// workgroups also along the parts.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

layout(constant_id = 2) const bool ALIGNED = false; // rows begin on 16 bytes

INPUT_VEC4(0, ySlopes);
INPUT_VEC4(1, x);
INPUT_VEC4(2, scales);
OUTPUT_VEC4(3, partials);
layout(push_constant, scalar) uniform Arguments { NormWeightSlopesArgs args; };

const uint AT_ONCE = 4; // rows that are fetched before any is added

void main()
{
    const uint column = (gl_WorkGroupID.x * THREADS + thread) * 4, part = gl_WorkGroupID.y;
    if (column >= args.columns)
        return;
    const uint lastRow = args.rows - 1;
    const uint yLast = args.yFirst + lastRow * args.yStride + args.columns - 1,
               xLast = args.xFirst + lastRow * args.xStride + args.columns - 1;
    precise vec4 sum = vec4(0);
    const uint begin = part * NormPartRows, end = min(begin + NormPartRows, args.rows);
    for (uint t = begin; t < end; t += AT_ONCE) {
        vec4 products[AT_ONCE];
        [[unroll]] for (uint i = 0; i < AT_ONCE; ++i) {
            const uint row = min(t + i, lastRow);
            const vec4 product = fetchFour(ySlopes, args.yFirst + row * args.yStride + column, yLast, ALIGNED) *
                                 fetchFour(x, args.xFirst + row * args.xStride + column, xLast, ALIGNED) *
                                 fetchScalar(scales, args.scalesFirst + row);
            products[i] = t + i < end ? product : vec4(0);
        }
        [[unroll]] for (uint i = 0; i < AT_ONCE; ++i)
            sum = sum + products[i];
    }
    partials[(part * args.partialStride + column) >> 2u] = sum; // its rows have whole fours
}
