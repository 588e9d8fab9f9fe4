// cache row (step[0] + t) = [latent | rope key], zeros up to the row's stride; one workgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/workgroup.glsl"
#include "lib/half.glsl"
#include "args.h"

layout(constant_id = 2) const bool F16 = false;

INPUT_VEC4(0, latent);
INPUT_VEC4(1, ropeKey);
INPUT_UVEC4(2, position);
OUTPUT_UINT(3, cache);
layout(push_constant, scalar) uniform Arguments { CacheWriteArgs args; };

float valueAt(uint row, uint column)
{
    if (column < args.latentColumns)
        return fetchScalar(latent, args.latentFirst + row * args.latentStride + column);
    const uint ropeColumn = column - args.latentColumns;
    return ropeColumn < args.ropeColumns ? fetchScalar(ropeKey, args.ropeFirst + row * args.ropeStride + ropeColumn)
                                         : 0.0;
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint cacheRow = fetchScalar(position, args.stepFirst) + row;
    if (cacheRow >= args.cacheRows)
        return;
    const uint first = args.cacheFirst + cacheRow * args.cacheStride;
    if (F16) {
        for (uint pair = lane; pair < args.cacheStride / 2; pair += LANES)
            cache[first / 2 + pair] = toHalf(valueAt(row, 2 * pair)) | toHalf(valueAt(row, 2 * pair + 1)) << 16;
    } else {
        for (uint c = lane; c < args.cacheStride; c += LANES)
            cache[first + c] = floatBitsToUint(valueAt(row, c));
    }
}
