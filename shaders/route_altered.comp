// As route.comp, where rows may have alterations of the routers, and what these weigh may be wanted: the same bits for
// a row that has none, or one that changes nothing.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "args.h"

layout(constant_id = 6) const bool TAPPED = false;

INPUT_VEC4(0, logits);
INPUT_VEC4(1, bias);
OUTPUT_UINT(2, ids);
OUTPUT_FLOAT(3, weights);
INPUT_UVEC4(4, stepRows);
INPUT_UVEC4(5, changes); // RouterChange
INPUT_UVEC4(6, knobs);   // ExpertKnob
OUTPUT_FLOAT(7, margins);
OUTPUT_FLOAT(8, tapped);
layout(push_constant, scalar) uniform Arguments { RouteAlteredArgs all; };
#define args all.route

#define SCORE(expert) scores[expert]
#include "lib/affinities.glsl"
shared float scores[EXPERTS];
shared float factors[EXPERTS]; // on weights
#include "lib/choose_experts.glsl"

#define NONE_LEFT uintBitsToFloat(0x7f800000u) // the margin where nothing was left out

RouterChange changeOf(uint flags)
{
    const uint alteration = min(flags >> RowAlterationShift & RowAlterations, all.alterations - 1);
    const uvec4 four = fetch(changes, all.changesFirst + alteration * all.changesStride);
    return RouterChange(four.x, four.y, four.z, four.w);
}

// Keys and scores with the alteration: `byScore` where the logits do not give the order.
void computeKeys(const RouterChange change, const float factor, const bool byScore)
{
    const bool biased = BIASED && (change.flags & RouterWithoutBias) == 0;
    for (uint e = lane; e < EXPERTS; e += LANES) {
        scores[e] = biased ? biasedAffinity(e, factor) : affinityOf(e, factor);
        factors[e] = 1;
        keys[e] = LOWEST;
    }
    barrier();
    for (uint i = change.firstKnob + lane; i < min(change.endKnob, all.knobs); i += LANES) {
        const uvec4 knob = fetch(knobs, all.knobsFirst + i);
        const uint e = min(knob.x, EXPERTS - 1);
        precise float score = scores[e] + uintBitsToFloat(knob.z);
        scores[e] = score;
        factors[e] = uintBitsToFloat(knob.w);
        keys[e] = knob.y == KnobOff ? NEVER : knob.y == KnobForces ? FORCED : LOWEST;
    }
    barrier();
    for (uint e = lane; e < EXPERTS; e += LANES)
        if (keys[e] == LOWEST)
            keys[e] = keyOf(byScore ? scores[e] : logitOf(e));
    barrier();
}

// By how much the last expert that was chosen beats the first that was left out, and the last group that was kept the
// first that was dropped.
void writeMargins(const uint row, const uvec2 last, const uvec2 next, const uint groupsUsed)
{
    const uint first = all.marginsFirst + row * all.marginsStride;
    if (lane > 0)
        return;
    precise float margin = scores[last.y] - scores[next.y];
    margins[first] = next.x == NEVER || last.x == FORCED ? NONE_LEFT : margin;
    float kept = NONE_LEFT, dropped = -NONE_LEFT;
    if (GROUPS > 1)
        for (uint g = 0; g < GROUPS; ++g)
            if (isKept(g, groupsUsed))
                kept = min(kept, groupKeys[g] == FORCED ? NONE_LEFT : groupScores[g]);
            else if (groupScores[g] > -1e30) // one with fewer than two experts on has no score
                dropped = max(dropped, groupScores[g]);
    precise float groupMargin = kept - dropped;
    margins[first + 1] = groupMargin;
}

void writeScores(const float factor, const uvec2 next, const uint groupsUsed)
{
    const uint first = all.scoresFirst, stride = all.scoresStride;
    if (lane == 0)
        tapped[first + TapNext * stride] = next.x == NEVER ? -1.0 : float(next.y);
    for (uint e = lane; e < EXPERTS; e += LANES) {
        tapped[first + TapLogit * stride + e] = logitOf(e);
        tapped[first + TapAffinity * stride + e] = affinityOf(e, factor);
        tapped[first + TapBias * stride + e] = biasOf(e);
        tapped[first + TapScore * stride + e] = scores[e];
    }
    if (GROUPS > 1)
        for (uint g = lane; g < GROUPS; g += LANES) {
            tapped[first + TapGroupScore * stride + g] = groupScores[g];
            tapped[first + TapGroupKept * stride + g] = float(isKept(g, groupsUsed));
        }
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint flags = fetch(stepRows, all.rowsFirst + row).w;
    const RouterChange change = changeOf(flags);
    const uint used = clamp(change.used & 0xffffu, 1u, args.used), groupsUsed = change.used >> 16;
    const float factor = computeAffinities();
    computeKeys(change, factor,
                (BIASED && (change.flags & RouterWithoutBias) == 0) || (change.flags & RouterShifted) != 0);
    if (GROUPS > 1)
        dropGroups(factor, groupsUsed);

    uvec2 chosen = uvec2(0xffffffffu, 0);
    uint strongest = 0;
    float sum = 0;
    for (uint k = 0; k < used; ++k) {
        chosen = nextExpert(chosen.x, chosen.y);
        strongest = k == 0 ? chosen.y : strongest;
        const float weight = takeWeight(chosen.y, factor, sum);
        if (lane == k % LANES) {
            ids[args.idsFirst + row * args.idsStride + k] = chosen.y;
            weights[args.weightsFirst + row * args.weightsStride + k] = weight;
        }
    }
    const float share = shareOfSum(sum);
    for (uint k = lane; k < used; k += LANES) {
        const uint expert = min(ids[args.idsFirst + row * args.idsStride + k], EXPERTS - 1);
        const uint at = args.weightsFirst + row * args.weightsStride + k;
        precise float weight = rounded(weights[at] * share);
        weights[at] = weight * factors[expert];
    }
    // What is not used has an expert all the same, whose weight adds nothing and is told from others by its sign.
    for (uint k = used + lane; k < args.used; k += LANES) {
        ids[args.idsFirst + row * args.idsStride + k] = strongest;
        weights[args.weightsFirst + row * args.weightsStride + k] = uintBitsToFloat(0x80000000u);
    }
    if (TAPPED) {
        const uvec2 next = nextExpert(chosen.x, chosen.y);
        writeMargins(row, chosen, next, groupsUsed);
        if ((flags & RowTapped) != 0)
            writeScores(factor, next, groupsUsed);
    }
}
