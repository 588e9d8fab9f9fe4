// How a router's choice comes about: experts are compared by unsigned keys, so that any scores, NaN too, give a total
// order. The kernel declares `logits`, `bias` and `args`, and SCORE(expert): the number that chooses.
#ifndef DEEPSCOPE_CHOOSE_EXPERTS_GLSL
#define DEEPSCOPE_CHOOSE_EXPERTS_GLSL

#include "lib/affinities.glsl"

layout(constant_id = 4) const uint GROUPS = 1;
layout(constant_id = 5) const bool BIASED = false;

const uint NEVER = 0, LOWEST = 1; // keys of experts that are out, and of NaN
const uint FORCED = 0xfffffffeu;  // above that of any number
const uint AT_ONCE = 4;           // experts that a lane looks at
const uint PER_GROUP = EXPERTS / GROUPS;

shared uint keys[EXPERTS]; // order of choice
shared uint groupKeys[GROUPS];
shared float groupScores[GROUPS];

// Grows with the value; -0 and +0 are equal.
uint keyOf(float value)
{
    const uint bits = floatBitsToUint(value), magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u)
        return LOWEST;
    return bits > 0x80000000u ? ~bits : magnitude | 0x80000000u;
}

float biasOf(uint expert) { return BIASED ? fetchScalar(bias, args.biasFirst + expert) : 0.0; }

float affinityOf(uint expert, float factor) { return rounded(affinities[expert] * factor); }

float biasedAffinity(uint expert, float factor)
{
    precise float score = affinityOf(expert, factor) + biasOf(expert);
    return BIASED ? score : affinityOf(expert, factor);
}

bool isKept(uint group, uint groupsUsed)
{
    uint better = 0;
    for (uint other = 0; other < GROUPS; ++other)
        better += uint(groupKeys[other] > groupKeys[group] || (groupKeys[other] == groupKeys[group] && other < group));
    return better < groupsUsed;
}

// A group counts as much as its two best scores together. After it the keys of those in groups that are out are NEVER.
void dropGroups(float factor, uint groupsUsed)
{
    for (uint g = lane; g < GROUPS; g += LANES) {
        float best = -3.4e38, second = -3.4e38;
        bool forced = false;
        for (uint e = g * PER_GROUP; e < (g + 1) * PER_GROUP; ++e) {
            if (keys[e] == NEVER)
                continue;
            const float score = SCORE(e);
            second = max(second, min(best, score));
            best = max(best, score);
            forced = forced || keys[e] == FORCED;
        }
        groupScores[g] = PER_GROUP > 1 ? best + second : best;
        groupKeys[g] = forced ? FORCED : keyOf(groupScores[g]);
    }
    barrier();
    for (uint g = lane; g < GROUPS; g += LANES)
        if (!isKept(g, groupsUsed))
            for (uint e = g * PER_GROUP; e < (g + 1) * PER_GROUP; ++e)
                keys[e] = NEVER;
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

#endif
