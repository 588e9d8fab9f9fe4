// What is written of a slot: its activations and, where they are kept for a reverse pass, the gate and up values that they
// come of. The kernel declares act, keptGate and keptUp before.
#ifndef DEEPSCOPE_EXPERT_KEPT_GLSL
#define DEEPSCOPE_EXPERT_KEPT_GLSL

layout(constant_id = 8) const bool KEEPS = false;

void store(const uint group, const uint slot, const uint row)
{
    act[args.actFirst + slot * args.actStride + row] = activated(group);
    if (KEEPS) {
        keptGate[slot * args.keptStride + row] = gateSums[group];
        keptUp[slot * args.keptStride + row] = upSums[group];
    }
}

#endif
