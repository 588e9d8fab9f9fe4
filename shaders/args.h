// Argument structs of the kernels, read by C++ and by GLSL: at most 128 bytes each, 32-bit members only.
// Sizes and strides are counted in elements; `..First` is the first element of a view within what is bound.
#ifndef DEEPSCOPE_ARGS_H
#define DEEPSCOPE_ARGS_H

#include "delta_args.h"
#include "route_args.h"

#ifdef __cplusplus
#include <cstdint>
namespace deepscope::args {
using uint = uint32_t;
#endif

// Positions that attention sums at once: a power of two, so that blocks and pages divide it.
const uint AttentionPart = 256;

// One token of a step, as it lies in device memory.
struct Row {
    uint token;
    uint position; // in its sequence
    uint sequence; // number of the row of the page table
    uint flags;    // see below
};

// The low bits of a row's flags: 1 + place of its token among those that the step before drew; 0 = it is given.
const uint RowDrawn = 0x7fff;
// All that its routers weigh is wanted, of one row of a step.
const uint RowTapped = 0x8000;
// From this bit on: which of the step's alterations its routers have; 0 = none.
const uint RowAlterationShift = 16, RowAlterations = 0xf;
// It does not see all of its sequence (engine/model/row_mask.h).
const uint RowMasked = 0x100000;

struct TakeDrawnTokensArgs {
    uint rowsFirst; // in Rows
    uint rows;
    uint drawn; // how many there are
};

// The rows of a step, and where their sequences lie in the pool (shaders/lib/step.glsl).
struct StepArgs {
    uint rowsFirst; // in Rows
    uint pagesFirst, pagesStride;
    uint sequences;     // rows of the page table
    uint sequencePages; // that a sequence has at most
    uint poolPages;
    uint pageShift; // a page holds 2^pageShift positions
};

struct RmsNormArgs {
    uint columns;
    uint rows;
    uint xFirst, xStride, xHeadStride;
    uint weightFirst;
    uint yFirst, yStride, yHeadStride;
    float epsilon;
};

struct AddBiasArgs {
    uint columns;
    uint biasFirst;
    uint yFirst, yStride;
};

struct EmbedArgs {
    uint columns;
    uint tableRows;
    uint tail; // of the table: where the tails begin, in elements of 16 bytes
    uint idsFirst, idsStride;
    uint xFirst, xStride;
};

struct RopeArgs {
    uint pairs;
    uint xFirst, xStride, xHeadStride;
    uint yFirst, yStride, yHeadStride;
    uint rowsFirst; // in Rows
    uint frequenciesFirst;
};

struct CacheWriteArgs {
    uint heads, columns, headStride;
    uint cacheStride; // of Q8_0 in bytes
    uint xFirst, xStride, xHeadStride;
    StepArgs step;
};

struct CacheReadArgs {
    uint columns;
    uint cacheStride;
    uint keysFirst, keysStride;
    StepArgs step;
};

struct LatentRowArgs {
    uint latent, pairs;
    uint xFirst, xStride;
    uint weightFirst;
    uint frequenciesFirst;
    uint cacheStride; // of Q8_0 in bytes
    float epsilon;
    StepArgs step;
};

struct AttentionArgs {
    uint heads, group; // query heads; how many of them share a head of keys and values
    uint keyColumns, valueColumns;
    uint queriesFirst, queriesStride, queriesHeadStride;
    StepArgs step;
    uint keysStride, keysHeadStride, keysScales; // scales: from the row's start
    uint valuesStride, valuesHeadStride, valuesScales;
    uint mostParts; // that a row may have; partials of a head lie so far apart
    uint partialStride;
    uint outFirst, outStride, outHeadStride;
    uint seenUntilFirst, sinksFirst;
    uint window; // positions that are seen, of WINDOWED kernels
    float scale;
};

struct AttentionScoresArgs {
    uint group; // query heads that share a head of keys
    uint columns, firstColumns;
    uint queriesFirst, queriesStride, queriesHeadStride;
    StepArgs step;
    uint keysStride, keysHeadStride, keysScales; // scales: from the row's start
    uint positions;                              // that there is room for
    uint window;                                 // positions that are seen
    uint outFirst, outStride;
    float scale;
};

struct AttentionCombineArgs {
    uint columns;
    uint mostParts;
    uint rowsFirst; // in Rows
    uint longest;   // positions of a sequence
    uint partialFirst, partialStride;
    uint outFirst, outStride, outHeadStride;
    uint sinksFirst;
    uint window; // positions that are seen
};

// Pairs of rows and heads that attention's reverse kernels have at once, and go through at a time.
const uint AttentionVectors = 8, AttentionBlock = 128;

struct AttentionReverseArgs {
    uint heads, rows;
    uint columns, latent; // of keys, and of values
    uint queriesFirst, queriesStride, queriesHeadStride;
    uint keysFirst, keysStride;
    uint attendedFirst, attendedStride, attendedHeadStride;
    uint slopesFirst, slopesStride, slopesHeadStride; // of what was attended
    uint spansFirst;
    uint scratchFirst, scratchStride; // a row's: of each head the log-sum-exp of its scores, and attended . slopes
    uint outFirst, outStride, outHeadStride;
    uint firstRow, endRow; // of the rows whose part in the slopes of keys is added
    float scale;
};

// One matrix for all rows of x, or one a head; also its transpose.
struct LinearArgs {
    uint columns, rows, tokens;
    uint chunks;              // a row of the weights
    uint tail;                // of the weights: where the tails begin, in elements of 16 bytes
    uint planeRows, firstRow; // weight row = head * planeRows + firstRow + row
    uint xFirst, xStride, xHeadStride;
    uint yFirst, yStride, yHeadStride;
    uint accumulate;
};

// Slopes of one matrix for all rows of x, or of one a head, of whose planes rows [firstRow, firstRow + rows) are meant.
struct WeightSlopesArgs {
    uint columns, rows, tokens;
    uint planeRows, firstRow, slopesStride;
    uint yFirst, yStride, yHeadStride;
    uint xFirst, xStride, xHeadStride;
};

struct GateUpArgs {
    uint columns, rows, tokens;
    uint gateTail, upTail;
    uint xFirst, xStride;
    uint yFirst, yStride;
    uint keptGateFirst, keptGateStride, keptUpFirst, keptUpStride;
};

// A dispatch works for the experts [firstExpert, firstExpert + planes) of `experts`, whose planes lie in what is bound
// (engine/ops/expert_stack.h). Weight row = expert * planeRows + firstRow + row, modulo 2^32: `..FirstRow` is less by
// the rows of the experts that lie elsewhere, before. Biases are of all experts, a row each.
struct ExpertGateUpArgs {
    uint columns, rows, experts, used;
    uint firstExpert, planes;
    uint gateTail, upTail;
    uint gatePlaneRows, gateFirstRow, upPlaneRows, upFirstRow;
    uint xFirst, xStride;
    uint idsFirst, idsStride;
    uint actFirst, actStride;
    uint keptStride, biasStride; // of gate and up values, and of what is added to them
};

struct ExpertOrderArgs {
    uint tokens, used, experts;
    uint tileTokens, tiles; // slots a tile, tiles in the table
    uint idsFirst, idsStride;
};

// The slopes of a stack of matrices, of whose planes rows [firstRow, firstRow + rows) are meant, as above.
struct ExpertSlopesArgs {
    uint columns, rows, used;
    uint firstExpert;
    uint planeRows, firstRow, slopesStride;
    uint leftFirst, leftStride;
    uint rightFirst, rightStride;
    uint gatesFirst, gatesStride;
};

// Products with the transposed matrices of the experts, tile by tile of slots; matrices as above, F32.
struct ExpertDownReverseArgs {
    uint columns, rows, used;
    uint firstExpert, planes;
    uint planeRows, firstRow, weightsStride;
    uint ySlopesFirst, ySlopesStride;
    uint actFirst, actStride;
    uint gatesFirst, gatesStride;
    uint actSlopesFirst, actSlopesStride;
    uint gateSlopesFirst, gateSlopesStride;
};

struct ExpertGateUpReverseArgs {
    uint columns, rows;
    uint firstExpert, planes;
    uint gatePlaneRows, gateFirstRow, upPlaneRows, upFirstRow, weightsStride;
    uint gateSlopesFirst, gateSlopesStride;
    uint upSlopesFirst, upSlopesStride;
    uint productsStride;
};

struct ExpertDownArgs {
    uint columns, rows, experts, used;
    uint firstExpert, planes;
    uint tail;
    uint planeRows, firstRow, biasStride;
    uint actFirst, actStride;
    uint idsFirst, idsStride;
    uint productsStride;
};

// Where the products are added up at once.
struct ExpertDownSumArgs {
    uint columns, rows, experts, used;
    uint tail;
    uint planeRows, firstRow, biasStride;
    uint actFirst, actStride;
    uint idsFirst, idsStride;
    uint gatesFirst, gatesStride;
    uint yFirst, yStride;
};

// `gates` are 1 where a kernel is built without.
struct ExpertSumArgs {
    uint rows, used;
    uint productsStride;
    uint gatesFirst, gatesStride;
    uint yFirst, yStride;
};

// A token's slots, and where their norms and largest magnitudes go, by twos.
struct SlotExtentsArgs {
    uint columns, used;
    uint productsStride;
    uint extentsFirst, extentsStride;
};

const uint SampleNone = 0xffffffff;                 // no row, no place, no token
const uint SampleFallBack = 1, SampleNotFinite = 2; // flags of a result
const uint SampleBest = 64;

// How a row's token is drawn (engine/ops/sample.h). Records in memory fill whole rows of a tensor.
struct SampleRow {
    uint logits; // row of the logits; SampleNone: nothing is wanted
    float inverseTemperature;
    uint greedy;
    uint topK;              // 0 = off
    uint topPLow, topPHigh; // a fraction of 2^64; 0 = off
    float leastDifference;  // to the largest logit that is kept, at most 0 (min-p)
    uint seedLow, seedHigh, answer, position;
    float repetition, inverseRepetition, presence, frequency;
    uint firstEntry, entries;
    uint previous; // place of the token before, drawn but not counted by an entry yet; SampleNone: all are counted
    uint unused[14];
};

// A token whose logit is changed before the draw.
struct SampleEntry {
    uint token;
    uint inPrompt, inAnswer;
    float bias;
};

struct SampleResult {
    uint token;
    float logit; // of the token, unchanged
    uint flags;
    uint broken; // the first token whose logit is not a finite number
    // Over all logits, d = logit - largest, in units of 2^-43: sum of e^d, sum of -d e^d.
    uint totalLow, totalHigh;
    uint weightedLow, weightedHigh;
    uint ids[64]; // the best, best first; SampleNone where there are fewer
    float logits[64];
    uint unused[8];
};

struct SampleArgs {
    uint vocabulary;
    uint logitsFirst, logitsStride, logitsRows;
    uint adjustedStride;
    uint entries, sampled; // how many there are
};

// Of the questions that a device answers when it is opened (engine/gpu/device_probe.h).
struct ProbeArgs {
    uint answers; // words a lane
    uint halves;  // words that hold two each
};

struct RowSumsArgs {
    uint columns; // a multiple of 4
    uint rows;
    uint xFirst, xStride;
};

struct TokenLossArgs {
    uint columns;
    uint logitsFirst, logitsStride;
    uint targetsFirst, weightsFirst;
    uint slopesFirst, slopesStride;
    uint logProbabilitiesFirst, entropiesFirst;
};

struct RmsNormReverseArgs {
    uint columns;
    uint xFirst, xStride;
    uint weightFirst;
    uint yFirst, yStride;
    uint xSlopesFirst, xSlopesStride;
    uint scalesFirst;
    uint accumulate;
    float epsilon;
};

const uint NormPartRows = 64; // whose slopes are added up at once

struct NormWeightSlopesArgs {
    uint columns, rows;
    uint yFirst, yStride;
    uint xFirst, xStride;
    uint scalesFirst;
    uint partialStride;
};

struct AddPartsArgs {
    uint columns, parts, partialStride;
    uint sumsFirst;
};

struct GatedReverseArgs {
    uint columns;
    uint gateFirst, gateStride, upFirst, upStride;
    uint hiddenFirst, hiddenStride;
    uint gateSlopesFirst, gateSlopesStride, upSlopesFirst, upSlopesStride;
};

struct EmbedReverseArgs {
    uint columns, rows;
    uint tableRows, tableStride;
    uint idsFirst, idsStride;
    uint sortedFirst;
    uint xFirst, xStride;
};

// Of flat tensors that workgroups share out in parts.
struct FlatArgs {
    uint columns, partColumns;
    uint valuesFirst, slopesFirst, firstFirst, secondFirst;
    uint numbersFirst, normFirst;
};

struct RootOfSumsArgs {
    uint count;
    uint rootFirst;
};

#ifdef __cplusplus
}
#endif
#endif
