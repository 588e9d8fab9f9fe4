// A router's choice of experts for each token, one subgroup a row. DeepSeek-V2 (arXiv:2405.04434) 2.2, DeepSeek-V3
// (arXiv:2412.19437) 2.1.2. Experts are compared by unsigned keys, so that any logits, NaN too, give a total order.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "args.h"

layout(constant_id = 4) const uint GROUPS = 1;
layout(constant_id = 5) const bool BIASED = false;

INPUT_VEC4(0, logits);
INPUT_VEC4(1, bias);
OUTPUT_UINT(2, ids);
OUTPUT_FLOAT(3, weights);
layout(push_constant, scalar) uniform Arguments { RouteArgs args; };

#include "lib/affinities.glsl"

const uint NEVER = 0, LOWEST = 1; // keys of experts of groups that are out, and of NaN
const uint AT_ONCE = 4;           // experts that a lane looks at
const uint PER_GROUP = EXPERTS / GROUPS;

shared uint keys[EXPERTS]; // order of choice
shared uint groupKeys[GROUPS];

// Grows with the value; -0 and +0 are equal.
uint keyOf(float value)
{
    const uint bits = floatBitsToUint(value), magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u)
        return LOWEST;
    return bits > 0x80000000u ? ~bits : magnitude | 0x80000000u;
}

float biasOf(uint expert) { return BIASED ? fetchScalar(bias, args.biasFirst + expert) : 0.0; }

// Both gates grow with the logit: without a bias the logits themselves give the order, free of rounding.
void computeKeys(float factor)
{
    for (uint e = lane; e < EXPERTS; e += LANES)
        keys[e] = keyOf(BIASED ? affinities[e] * factor + biasOf(e) : logitOf(e));
}

// A group counts as much as its two best biased affinities together.
void dropGroups(float factor)
{
    for (uint g = lane; g < GROUPS; g += LANES) {
        float best = -3.4e38, second = -3.4e38;
        for (uint e = g * PER_GROUP; e < (g + 1) * PER_GROUP; ++e) {
            const float affinity = affinities[e] * factor + biasOf(e);
            second = max(second, min(best, affinity));
            best = max(best, affinity);
        }
        groupKeys[g] = keyOf(PER_GROUP > 1 ? best + second : best);
    }
    barrier();
    for (uint g = lane; g < GROUPS; g += LANES) {
        uint better = 0;
        for (uint other = 0; other < GROUPS; ++other)
            better += uint(groupKeys[other] > groupKeys[g] || (groupKeys[other] == groupKeys[g] && other < g));
        if (better >= args.groupsUsed)
            for (uint e = g * PER_GROUP; e < (g + 1) * PER_GROUP; ++e)
                keys[e] = NEVER;
    }
    barrier();
}

// The best expert that comes after (lastKey, lastId): smaller key, or equal key and larger id.
uvec2 nextExpert(uint lastKey, uint lastId)
{
    uint bestKey = NEVER, bestId = EXPERTS - 1;
    // Several an iteration: software devices end an invocation after some tens of thousands of them.
    for (uint first = lane; first < EXPERTS; first += AT_ONCE * LANES)
        [[unroll]] for (uint i = 0; i < AT_ONCE; ++i) {
            const uint e = first + i * LANES, key = e < EXPERTS ? keys[e] : NEVER;
            const bool after = key < lastKey || (key == lastKey && e > lastId);
            if (after && key > bestKey) {
                bestKey = key;
                bestId = e;
            }
        }
    const uint key = largestLane(bestKey);
    return uvec2(key, smallestLane(bestKey == key ? bestId : EXPERTS - 1));
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const float factor = computeAffinities();
    computeKeys(factor);
    barrier();
    if (GROUPS > 1)
        dropGroups(factor);

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
