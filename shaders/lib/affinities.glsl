// A token's affinities to the experts, and the weights that come of them, in a kernel of one subgroup a row: the same bits
// for the same experts, whoever chose them. The kernel declares `logits` and `args` (of RouteArgs) before.
#ifndef DEEPSCOPE_AFFINITIES_GLSL
#define DEEPSCOPE_AFFINITIES_GLSL

#define UNKNOWN_ZERO (args.used >> 31)
#include "lib/exponential.glsl"
#include "lib/lanes.glsl"

layout(constant_id = 2) const uint EXPERTS = 8;
layout(constant_id = 3) const bool SIGMOID = false; // else softmax

const float SMALLEST_SUM = 6.1035e-5;

shared float affinities[EXPERTS]; // without the bias, not divided by the sum of the softmax

float logitOf(uint expert)
{
    return fetchScalar(logits, args.logitsFirst + gl_WorkGroupID.x * args.logitsStride + expert);
}

// Fills `affinities`; returns what to multiply them with. A barrier must come before other lanes' are read.
float computeAffinities()
{
    float largest = -3.4e38;
    for (uint e = lane; e < EXPERTS; e += LANES)
        largest = max(largest, logitOf(e));
    largest = largestLane(largest);
    precise float sum = 0;
    for (uint e = lane; e < EXPERTS; e += LANES) {
        precise float below = logitOf(e) - largest;
        const float affinity = SIGMOID ? sigmoid(logitOf(e)) : exponential(below);
        affinities[e] = affinity;
        sum = sum + affinity;
    }
    sum = addLanes(sum);
    return SIGMOID ? 1.0 : 1.0 / sum;
}

// The affinity of an expert, added to the sum of those before it.
float takeWeight(const uint expert, const float factor, inout float sum)
{
    precise float weight = rounded(affinities[expert] * factor);
    precise float all = sum + weight;
    sum = all;
    return weight;
}

// By what a weight is multiplied, when those of all chosen experts come to `sum`.
float shareOfSum(const float sum) { return args.normalise != 0 ? args.scale / max(sum, SMALLEST_SUM) : args.scale; }

#endif
