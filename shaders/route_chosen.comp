// The weights that the router gives experts that another pass chose, one subgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "args.h"

INPUT_VEC4(0, logits);
INPUT_UVEC4(1, ids);
OUTPUT_FLOAT(2, weights);
layout(push_constant, scalar) uniform Arguments { RouteArgs args; };

#include "lib/affinities.glsl"

void main()
{
    const uint row = gl_WorkGroupID.x;
    const float factor = computeAffinities();
    barrier();
    float sum = 0;
    for (uint k = 0; k < args.used; ++k) {
        const float weight = takeWeight(fetchIndex(ids, args.idsFirst + row * args.idsStride + k, EXPERTS), factor, sum);
        if (lane == k % LANES)
            weights[args.weightsFirst + row * args.weightsStride + k] = weight;
    }
    const float share = shareOfSum(sum);
    for (uint k = lane; k < args.used; k += LANES)
        weights[args.weightsFirst + row * args.weightsStride + k] *= share;
}
