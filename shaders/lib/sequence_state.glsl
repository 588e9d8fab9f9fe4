// Where a sequence of a step keeps what is not rows of the cache. Numbers are clamped where they are read: whatever a
// record holds, nothing is read or written outside of what is bound. A kernel declares the records as `records`.
#ifndef DEEPSCOPE_SEQUENCE_STATE_GLSL
#define DEEPSCOPE_SEQUENCE_STATE_GLSL

#include "lib/load.glsl"
#include "args.h"

// Of record `number`; the step has `stepRows` rows.
SequenceState sequenceState(const uint number, const uint stepRows, const uint slots)
{
    const uvec4 record = fetch(records, number);
    SequenceState state;
    state.from = record.x == NoSlot ? NoSlot : min(record.x, slots - 1);
    state.to = min(record.y, slots - 1);
    state.firstRow = min(record.z, stepRows);
    state.rows = min(record.w, stepRows - state.firstRow);
    return state;
}

#endif
