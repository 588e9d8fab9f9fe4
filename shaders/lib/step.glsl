// Where the rows of a step stand in their sequences, and where the memory of a sequence lies in the pool. Ids are clamped
// where they are read: whatever a table holds, nothing is read or written outside of what is bound. A kernel declares
// the rows and the page tables as `stepRows` and `stepPages`.
#ifndef DEEPSCOPE_STEP_GLSL
#define DEEPSCOPE_STEP_GLSL

#include "lib/load.glsl"
#include "args.h"

#define stepRow(step, row) fetch(stepRows, (step).rowsFirst + (row)) // as uvec4: token, position, sequence, flags

// Positions that a sequence has room for.
uint longestSequence(const StepArgs step) { return step.sequencePages << step.pageShift; }

// The first position that is seen from `query`, of `window` positions with its own; it is one of the `positions` that
// there are.
uint firstSeen(const uint query, const uint window, const uint positions)
{
    return query < window ? 0 : min(query - window + 1, positions - 1);
}

// Row of the pool that holds a position of sequence number `sequence` of the step.
#define poolRow(step, sequence, position)                                                                              \
    ((fetchIndex(stepPages,                                                                                            \
                 (step).pagesFirst + min(sequence, (step).sequences - 1) * (step).pagesStride +                        \
                     min((position) >> (step).pageShift, (step).sequencePages - 1),                                    \
                 (step).poolPages)                                                                                     \
      << (step).pageShift) +                                                                                           \
     ((position) & ((1u << (step).pageShift) - 1)))

#endif
