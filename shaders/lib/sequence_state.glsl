// Where a sequence of a step keeps what is not rows of the cache. Numbers are looked at where they are read: whatever a
// record holds, nothing is read or written outside of what is bound, nor another's slot in place of one that is not
// there. A kernel declares the records as `records`.
#ifndef DEEPSCOPE_SEQUENCE_STATE_GLSL
#define DEEPSCOPE_SEQUENCE_STATE_GLSL

#include "lib/load.glsl"
#include "args.h"

// Of record `number`; the step has `stepRows` rows. A slot past the last counts as NoSlot: zeros are read, and nothing is
// written.
SequenceState sequenceState(const uint number, const uint stepRows, const uint slots)
{
    const uvec4 record = fetch(records, number);
    SequenceState state;
    state.from = record.x < slots ? record.x : NoSlot;
    state.to = record.y < slots ? record.y : NoSlot;
    state.firstRow = min(record.z, stepRows);
    state.rows = min(record.w, stepRows - state.firstRow);
    return state;
}

#endif
