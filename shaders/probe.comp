// What the operations that other kernels rely on give on this device; engine/gpu/device_probe.cpp knows what is right.
// Every lane writes `args.answers` words, one for each mask of an exchange at the end; then come the halves, decoded.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/numbers.glsl"
#include "args.h"

INPUT_UVEC4(0, halves);
OUTPUT_UINT(1, answers);
layout(push_constant, scalar) uniform Arguments { ProbeArgs args; };

void askLanes()
{
    const uint number = (subgroupRow * LANES + lane) * 37 % 101; // small enough that sums of floats are exact
    const uint invocation = gl_WorkGroupID.x * LANES * SUBGROUPS + gl_LocalInvocationIndex;
    uint at = invocation * args.answers;
    answers[at++] = lane;
    answers[at++] = subgroupRow;
    answers[at++] = addLanes(1u);
    answers[at++] = addLanes(number);
    answers[at++] = floatBitsToUint(addLanes(float(number)));
    answers[at++] = largestLane(number);
    answers[at++] = floatBitsToUint(largestLane(-float(number)));
    answers[at++] = smallestLane(number);
    answers[at++] = addLanesBefore(number);
    startOffers();
    offer(0, float(number));
    endOffers();
    for (uint mask = 1; mask < LANES; mask *= 2)
        answers[at++] = floatBitsToUint(exchangeLanes(0, float(number), mask));
}

void main()
{
    askLanes();
    if (gl_WorkGroupID.x > 0)
        return;
    const uint to = gl_NumWorkGroups.x * LANES * SUBGROUPS * args.answers;
    for (uint i = gl_LocalInvocationIndex; i < args.halves; i += LANES * SUBGROUPS) {
        const vec2 both = fromHalves(fetchScalar(halves, i));
        answers[to + 2 * i] = floatBitsToUint(both.x);
        answers[to + 2 * i + 1] = floatBitsToUint(both.y);
    }
}
