// The slopes of a row's logits from those of the weights of its experts, one subgroup a row. With affinities a, their sum s
// over the chosen ones and the rule's scale c, the slope of a chosen a_k is (c / s) (dw_k - sum_j (a_j / s) dw_j), or c dw_k
// where weights are not normalised, or c / floor dw_k where s lies below the floor. That of a logit is da a (1 - a) behind
// a sigmoid, a (da - sum_j a_j da_j) behind a softmax.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "args.h"

INPUT_VEC4(0, logits);
INPUT_UVEC4(1, ids);
INPUT_VEC4(2, weightSlopes);
OUTPUT_FLOAT(3, logitSlopes);
layout(push_constant, scalar) uniform Arguments { RouteReverseArgs args; };

#include "lib/affinities.glsl"

shared float slopes[EXPERTS]; // of the affinities; that of expert e belongs to lane e % LANES

uint idOf(uint k) { return fetchIndex(ids, args.idsFirst + gl_WorkGroupID.x * args.idsStride + k, EXPERTS); }

float slopeOf(uint k)
{
    return fetchScalar(weightSlopes, args.weightsFirst + gl_WorkGroupID.x * args.weightsStride + k);
}

void main()
{
    const float factor = computeAffinities();
    for (uint e = lane; e < EXPERTS; e += LANES)
        slopes[e] = 0;
    barrier();
    float sum = 0;
    precise float along = 0;
    for (uint k = 0; k < args.used; ++k)
        along = along + takeWeight(idOf(k), factor, sum) * slopeOf(k);
    const float share = shareOfSum(sum);
    const float mean = args.normalise != 0 && sum > SMALLEST_SUM ? along / sum : 0;
    precise float expected = 0;
    for (uint k = 0; k < args.used; ++k) {
        const uint expert = idOf(k);
        precise float slope = share * (slopeOf(k) - mean);
        expected = expected + affinities[expert] * factor * slope;
        if (lane == expert % LANES)
            slopes[expert] += slope;
    }
    for (uint e = lane; e < EXPERTS; e += LANES) {
        const float affinity = affinities[e] * factor;
        precise float slope =
            SIGMOID ? slopes[e] * affinity * (1 - affinity) : affinity * (slopes[e] - expected);
        logitSlopes[args.slopesFirst + gl_WorkGroupID.x * args.slopesStride + e] = slope;
    }
}
