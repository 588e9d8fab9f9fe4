// Argument structs of the kernels of a Gated DeltaNet, as in args.h, which includes this file.
#ifndef DEEPSCOPE_DELTA_ARGS_H
#define DEEPSCOPE_DELTA_ARGS_H

#ifdef __cplusplus
#include <cstdint>
namespace deepscope::args {
using uint = uint32_t;
#endif

// What a sequence of a step keeps beside rows of the cache: the slot it goes on from, and the one it leaves.
const uint NoSlot = 0xffffffffu;
struct SequenceState {
    uint from;           // NoSlot: it begins
    uint to;             // not the same
    uint firstRow, rows; // of the step; rows = 0: there is no such sequence
};

struct ShortConvolutionArgs {
    uint channels, kernel;
    uint rows; // of the step
    uint xFirst, xStride;
    uint weightFirst, weightStride;
    uint stepRowsFirst; // in Rows
    uint recordsFirst;  // in SequenceStates
    uint records, slotCount;
    uint tailsFirst, tailsStride;
    uint yFirst, yStride;
};

struct UnitHeadsArgs {
    uint columns;
    uint xFirst, xStride, xHeadStride;
    uint yFirst, yStride, yHeadStride;
    float epsilon, factor;
};

struct DeltaRuleArgs {
    uint keyHeads, valueHeads;
    uint rows; // of the step
    uint queriesFirst, queriesStride, queriesHeadStride;
    uint keysFirst, keysStride, keysHeadStride;
    uint valuesFirst, valuesStride, valuesHeadStride;
    uint betasFirst, betasStride, alphasFirst, alphasStride;
    uint together, apart; // numbers of value head h: at h / together * apart + h % together
    uint ratesFirst, biasesFirst;
    uint recordsFirst; // in SequenceStates
    uint slotCount;
    uint matricesFirst, matricesStride;
    uint outFirst, outStride, outHeadStride;
};

struct ApplyGateArgs {
    uint columns, gateColumns; // as many, or one
    uint xFirst, xStride, xHeadStride;
    uint gateFirst, gateStride, gateHeadStride;
    uint yFirst, yStride, yHeadStride;
};

#ifdef __cplusplus
}
#endif
#endif
