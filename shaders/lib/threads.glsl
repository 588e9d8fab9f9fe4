// What all threads of a workgroup, SUBGROUPS rows of LANES lanes, do together; the same in each, and always in the same
// order. All of them must come to each call.
#ifndef DEEPSCOPE_THREADS_GLSL
#define DEEPSCOPE_THREADS_GLSL

#include "lib/lanes.glsl"

#define thread (subgroupRow * LANES + lane)
const uint THREADS = LANES * SUBGROUPS;

shared float subgroupValues[SUBGROUPS];

#define THREAD_REDUCTION(name, ofLanes, combine)                                                                       \
    float name(const float value)                                                                                      \
    {                                                                                                                  \
        precise float all = ofLanes(value);                                                                            \
        if (SUBGROUPS > 1) {                                                                                           \
            barrier();                                                                                                 \
            if (lane == 0)                                                                                             \
                subgroupValues[subgroupRow] = all;                                                                     \
            barrier();                                                                                                 \
            all = subgroupValues[0];                                                                                   \
            [[unroll]] for (uint i = 1; i < SUBGROUPS; ++i)                                                            \
                all = combine(all, subgroupValues[i]);                                                                 \
        }                                                                                                              \
        return all;                                                                                                    \
    }

THREAD_REDUCTION(addThreads, addLanes, plus)
THREAD_REDUCTION(largestThread, largestLane, max)

#endif
