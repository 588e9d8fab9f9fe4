// What is written of a slot: its activations and, where they are kept for a reverse pass, the gate and up values that they
// come of. The kernel declares gateBias, upBias, act, keptGate and keptUp before.
#ifndef DEEPSCOPE_EXPERT_KEPT_GLSL
#define DEEPSCOPE_EXPERT_KEPT_GLSL

layout(constant_id = 8) const bool KEEPS = false;
layout(constant_id = 9) const bool BIASED = false;  // gate and up values have the biases of their expert
layout(constant_id = 10) const bool CLAMPED = false; // UnitRule::ClampedSwish, else Swish

void store(const uint group, const uint expert, const uint slot, const uint row)
{
    if (BIASED) {
        const uint at = expert * args.biasStride + row;
        precise float gate = gateSums[group] + fetchScalar(gateBias, at), up = upSums[group] + fetchScalar(upBias, at);
        gateSums[group] = gate;
        upSums[group] = up;
    }
    act[args.actFirst + slot * args.actStride + row] = CLAMPED ? clampedActivated(group) : activated(group);
    if (KEEPS) {
        keptGate[slot * args.keptStride + row] = gateSums[group];
        keptUp[slot * args.keptStride + row] = upSums[group];
    }
}

#endif
