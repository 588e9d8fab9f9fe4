// The pool's row of the position of row t = the heads of x[t], zeros in the padding; one workgroup a row.
// engine/ops/cache_rows.h tells how a row lies.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/numbers.glsl"
#include "lib/lanes.glsl"
#include "lib/step.glsl"

layout(constant_id = 2) const uint CACHE_TYPE = TYPE_F32;

INPUT_VEC4(0, x);
INPUT_UVEC4(1, stepRows);
INPUT_UVEC4(2, stepPages);
OUTPUT_UINT(3, cache); // words of four bytes
layout(push_constant, scalar) uniform Arguments { CacheWriteArgs args; };

// Value `at` of the cache row that token row `row` becomes.
float valueAt(uint row, uint at)
{
    const uint head = at / args.headStride, column = at % args.headStride;
    return column < args.columns ? fetchScalar(x, args.xFirst + row * args.xStride + head * args.xHeadStride + column)
                                 : 0.0;
}

#include "lib/cache_row.glsl"

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uvec4 at = stepRow(args.step, row);
    if (at.y >= longestSequence(args.step))
        return;
    const uint first = poolRow(args.step, at.z, at.y) * args.cacheStride, values = args.heads * args.headStride;
    writeCacheRow(row, first, values);
}
