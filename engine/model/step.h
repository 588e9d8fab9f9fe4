// What goes into a step and what comes out of it, the same for every architecture. A step is a list of rows: each has
// its token, its position and its sequence; prefill pieces and single tokens of several sequences mix.
#pragma once

#include "api/memory_plan.h"
#include "gpu/commands.h"
#include "model/attention_tap.h"
#include "model/hyperparameters.h"
#include "model/router_tables.h"
#include "model/row_mask.h"
#include "model/step_taps.h"
#include "ops/altered_route.h"
#include "ops/delta.h"
#include "ops/sample.h"
#include "ops/step_rows.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace deepscope {

// Rows of a step that want logits, and sequences that it may have rows of.
inline constexpr uint32_t MostOutputs = 64, MostStepSequences = 64;

// Penalties and biases of a step's draws: for more, the host draws.
inline constexpr uint32_t MostDrawEntries = 8192;

// What is done with the logits on the device. Adjusted: penalties and biases change them before the draw.
enum class Draws : uint8_t { None, Plain, Adjusted };

// Alterations of routers that the rows of a step may have between them.
inline constexpr uint32_t MostAlterations = 15;

// The host has two places for what goes into a step and what comes out: so one step can be prepared while another is
// under way.
inline constexpr uint32_t StepSides = 2;

// What one recording of a step is for.
struct StepShape {
    uint32_t rows = 0;
    uint32_t outputs = 0; // rows that want logits
    Draws draws = Draws::None;
    bool wholeLogits = false; // brought to the host; else what is drawn alone
    bool takesDrawn = false;  // some rows take their token from what the step before drew
    uint32_t side = 0;
    uint32_t choices = 0; // of experts that a row has room for, where that is more; 0 = no router is altered or tapped
    Taps taps = {};
    bool masked = false; // some rows do not see all of their sequence

    auto operator<=>(const StepShape &) const = default;
};

// The flags of a row whose token the step before draws for its output of that number.
inline uint32_t flagsOfDrawn(uint32_t output) { return output + 1; }
// And of one that has alteration number `alteration` of the step, from 1 on; 0 = none.
inline uint32_t flagsOfAltered(uint32_t alteration) { return alteration << args::RowAlterationShift; }

// Rows of a step, its sequences' pages, and which rows want logits, in ascending order.
struct StepInput {
    std::vector<args::Row> rows;
    std::vector<std::span<const uint32_t>> pages; // of sequence number 0, 1, ...
    // Of each sequence the places of its pages in layers with a window; empty where these have as many places as there
    // are pages, or there are none.
    std::vector<std::vector<uint32_t>> windowPages;
    std::vector<args::SequenceState> states; // of each sequence; empty where no layer keeps states
    std::vector<uint32_t> outputs;
    bool wholeLogits = false;
    std::vector<args::SampleRow> draws; // one for each output, or none at all
    std::vector<args::SampleEntry> entries;
    std::vector<const RouterTables *> alterations; // number 1, 2, ...
    Taps taps;
    const SeenUntil *seen =
        nullptr; // by the rows with args::RowMasked, which are of one sequence; null: there are none

    StepShape shape(uint32_t side) const;
};

// The router's choice of one layer: what the expert kernels read is what the trace reports.
struct RoutingRows {
    gpu::Tensor ids;     // rows x used, 32-bit integers
    gpu::Tensor weights; // rows x used
};

// How the router of a layer is used in a step that alters or taps some.
struct RouterUse {
    RoutingRows routing; // with room for more choices, perhaps
    ops::RouterAlterations alterations;
    ops::RouterTap tap;  // empty: not wanted
    gpu::Tensor extents; // of the experts' outputs; empty: not wanted
};

class Step {
public:
    // Steps of up to `rows` rows, of sequences of up to `context` positions in pages of `pageRows`; smaller pages than
    // the usual are for a context that is as much shorter than the model's.
    Step(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows, uint32_t context,
         uint32_t pageRows = CachePageTokens);
    // For the memory plan, whatever the context.
    static MemoryBlock outputBlock(const Hyperparameters &hyper, uint32_t rows);
    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t rows); // in all

    uint32_t mostRows() const { return m_mostRows; }
    uint32_t mostRows(uint32_t choices) const;                   // that have room for so many
    uint32_t ownChoices() const;                                 // of the model: the most of a layer
    uint32_t mostKnobs() const;                                  // of all alterations of a step together
    uint32_t mostPages() const { return m_input.pages.columns; } // of a sequence
    void set(const StepInput &input, uint32_t side);             // before a step

    // What kernels read of the host: brought to the device as a step begins, so that none of them reaches across a bus.
    void bringInput(gpu::Commands &commands, const StepShape &shape) const; // records it
    ops::StepRows rows(uint32_t count) const;
    ops::StepRows windowRows(uint32_t count) const;   // for layers with a window
    ops::SequenceStates states(uint32_t count) const; // of the first rows
    gpu::Tensor outputRows(uint32_t count) const;     // numbers of the rows that want logits
    gpu::Tensor ropeFrequencies;                      // never change

    // Written by the pass
    std::vector<RoutingRows> routing; // of each layer with experts
    gpu::Tensor logits;               // outputs x vocabulary

    // Of the layer with experts of that number, in a step with choices.
    RouterUse routerUse(const StepShape &shape, uint32_t expertLayer) const;

    bool canDraw() const { return logits.columns <= ops::MostDrawnTokens; } // else the host draws
    void draw(gpu::Commands &commands, const StepShape &shape) const;       // records the draws of all outputs

    // Record the copies to the host: in one of them what is drawn and, where it is wanted, the routing of all rows;
    // then what is tapped. There is one place for logits.
    void readResults(gpu::Commands &commands, const StepShape &shape, bool routing = true) const;
    void readLogits(gpu::Commands &commands, uint32_t firstOutput, uint32_t outputs) const;

    // Of the last step of that side
    const float *logitsRow(uint32_t output) const;
    const args::SampleResult &drawn(uint32_t side, uint32_t output) const;
    const uint32_t *routingIds(uint32_t side, uint32_t expertLayer, uint32_t row) const;
    const float *routingWeights(uint32_t side, uint32_t expertLayer, uint32_t row) const;
    // [expert layer][wanted], or the model's own number where that is larger; of what a row did not use NoExpert.
    // `choices`: of the step's shape.
    std::vector<ExpertHit> hits(uint32_t side, uint32_t choices, uint32_t row, uint32_t wanted = 0) const;
    const StepTaps &taps() const { return m_taps; }
    AttentionTap &attention() { return m_attention; }
    const AttentionTap &attention() const { return m_attention; }
    RowMask &mask() { return m_mask; }
    const RowMask &mask() const { return m_mask; }

private:
    struct Input {
        gpu::Tensor frequencies, outputs, states, rows; // states: of models that keep some
        gpu::Tensor pages, windowPages;                 // and of those that have windows
        ops::SampleRequests draws;
        gpu::Tensor changes, knobs; // alterations x (expert layers x record); one record after another
    };
    struct Output {
        gpu::Tensor block; // of the routing: a row holds all layers of a token
        std::vector<RoutingRows> routing;
        ops::SampleResults drawn;
        gpu::Tensor logits; // the last
    };
    static Input placeInput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    static Output placeOutput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    static uint64_t inputBytes(const Hyperparameters &hyper, uint32_t rows);
    static uint64_t readBackBytes(const Hyperparameters &hyper, uint32_t rows, uint32_t side);
    static uint64_t drawScratchBytes(const Hyperparameters &hyper);
    static std::vector<RoutingRows> routingRows(const gpu::Tensor &block, const std::vector<uint32_t> &choices);
    std::vector<uint32_t> layerChoices(uint32_t choices) const;
    std::vector<RoutingRows> routingWith(uint32_t choices) const;
    void setAlterations(const StepInput &input, uint32_t side);
    uint8_t *hostInput(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const;
    const uint8_t *readBack(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const;

    uint32_t m_mostRows, m_pageRows;
    std::array<gpu::Buffer, StepSides> m_hostInput;
    gpu::Buffer m_deviceInput;
    gpu::Buffer m_output;
    std::array<gpu::Buffer, StepSides> m_readBack; // laid out as the output; the logits are in the first alone
    gpu::Buffer m_drawScratch;
    Input m_input;
    gpu::Tensor m_routingBlock;
    std::vector<uint32_t> m_used; // experts of each layer that has some
    RouterTables m_unaltered;
    StepTaps m_taps;
    AttentionTap m_attention;
    RowMask m_mask;
    ops::SampleResults m_drawn;
    gpu::Tensor m_adjusted; // outputs x vocabulary
};

} // namespace deepscope
