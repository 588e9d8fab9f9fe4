// A router's choice of experts for each token, one subgroup a row. DeepSeek-V2 (arXiv:2405.04434) 2.2, DeepSeek-V3
// (arXiv:2412.19437) 2.1.2.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "args.h"

INPUT_VEC4(0, logits);
INPUT_VEC4(1, bias);
OUTPUT_UINT(2, ids);
OUTPUT_FLOAT(3, weights);
layout(push_constant, scalar) uniform Arguments { RouteArgs args; };

#define SCORE(expert) biasedAffinity(expert, factor)
#include "lib/choose_experts.glsl"

// Both gates grow with the logit: without a bias the logits themselves give the order, free of rounding.
void computeKeys(float factor)
{
    for (uint e = lane; e < EXPERTS; e += LANES)
        keys[e] = keyOf(BIASED ? SCORE(e) : logitOf(e));
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const float factor = computeAffinities();
    computeKeys(factor);
    barrier();
    if (GROUPS > 1)
        dropGroups(factor, args.groupsUsed);

    uvec2 chosen = uvec2(0xffffffffu, 0);
    float sum = 0;
    for (uint k = 0; k < args.used; ++k) {
        chosen = nextExpert(chosen.x, chosen.y);
        if (lane == 0)
            ids[args.idsFirst + row * args.idsStride + k] = chosen.y;
        const float weight = takeWeight(chosen.y, factor, sum);
        if (lane == k % LANES)
            weights[args.weightsFirst + row * args.weightsStride + k] = weight;
    }
    const float share = shareOfSum(sum);
    for (uint k = lane; k < args.used; k += LANES)
        weights[args.weightsFirst + row * args.weightsStride + k] *= share;
}
