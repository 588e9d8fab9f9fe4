#include "model/step.h"

#include "api/error.h"
#include "gpu/arithmetic.h"
#include "model/layer_state.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

StepShape StepInput::shape(uint32_t side) const
{
    const bool takesDrawn =
        std::ranges::any_of(rows, [](const args::Row &row) { return (row.flags & args::RowDrawn) != 0; });
    const bool adjusted = !entries.empty() || std::ranges::any_of(draws, [](const args::SampleRow &draw) {
        return draw.previous != args::SampleNone;
    });
    const Draws kind = draws.empty() ? Draws::None : adjusted ? Draws::Adjusted : Draws::Plain;
    uint32_t choices = taps.ofExperts() ? 1 : 0;
    for (const RouterTables *tables : alterations)
        choices = std::max(choices, tables->choices);
    return {uint32_t(rows.size()), uint32_t(outputs.size()), kind, wholeLogits, takesDrawn, side, choices, taps,
            seen != nullptr};
}

namespace {

std::vector<uint32_t> usedExperts(const Hyperparameters &hyper)
{
    std::vector<uint32_t> used;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer))
            used.push_back(mixture->router.used);
    return used;
}

uint32_t routingColumns(const std::vector<uint32_t> &choices)
{
    uint32_t columns = 0;
    for (const uint32_t count : choices)
        columns += 2 * gpu::paddedColumns(count);
    return columns;
}

// With those of sequences that there are not, which have no rows.
std::vector<args::SequenceState> statesOfAll(std::vector<args::SequenceState> states)
{
    states.resize(MostStepSequences, {args::NoSlot, 0, 0, 0});
    return states;
}

constexpr uint32_t ChangeWords = sizeof(args::RouterChange) / sizeof(uint32_t);
constexpr uint32_t KnobWords = sizeof(args::ExpertKnob) / sizeof(uint32_t);

// Enough for two alterations that name every expert.
uint32_t knobsOf(const Hyperparameters &hyper)
{
    uint32_t experts = 0;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer))
            experts += mixture->router.experts;
    return experts > 0 ? std::max(2 * experts, 1024U) : 0;
}

} // namespace

std::vector<RoutingRows> Step::routingRows(const gpu::Tensor &block, const std::vector<uint32_t> &choices)
{
    std::vector<RoutingRows> layers;
    uint32_t at = 0;
    for (const uint32_t count : choices) {
        const uint32_t slot = gpu::paddedColumns(count);
        layers.push_back({block.columnSlice(at, count), block.columnSlice(at + slot, count)});
        at += 2 * slot;
    }
    return layers;
}

Step::Output Step::placeOutput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    const std::vector<uint32_t> used = usedExperts(hyper);
    Output output;
    // A row holds all layers of a token, so that one small copy brings what was fed.
    if (!used.empty())
        output.block = arena.place(TensorType::F32, routingColumns(used), rows);
    output.routing = routingRows(output.block, used);
    output.drawn = ops::placeSampleResults(arena, MostOutputs);
    output.logits = arena.place(TensorType::F32, hyper.vocabulary, std::min(rows, MostOutputs));
    return output;
}

uint64_t Step::drawScratchBytes(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    ops::placeSampleScratch(counting, MostOutputs, hyper.vocabulary);
    return counting.used();
}

// The order in which `bringInput` copies them. The table has room for the model's longest sequences: so the plan does
// not depend on the context that is in use.
Step::Input Step::placeInput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    Input input;
    input.frequencies = arena.place(TensorType::F32, uint32_t(hyper.ropeFrequencies.size()), 1);
    input.outputs = arena.place(TensorType::F32, MostOutputs, 1);
    if (keepsStates(hyper))
        input.states = arena.place(TensorType::F32, ops::SequenceStates::RecordWords * MostStepSequences, 1);
    input.rows = arena.place(TensorType::F32, ops::StepRows::RowWords * rows, 1);
    const auto placePages = [&] {
        return arena.place(TensorType::F32, divideUp(hyper.contextLength, CachePageTokens), MostStepSequences);
    };
    input.pages = placePages();
    if (longestWindow(hyper) > 0)
        input.windowPages = placePages();
    input.draws = ops::placeSampleRequests(arena, MostOutputs, MostDrawEntries);
    if (const auto layers = uint32_t(usedExperts(hyper).size())) {
        input.changes = arena.place(TensorType::F32, layers * ChangeWords, MostAlterations + 1);
        input.knobs = arena.place(TensorType::F32, knobsOf(hyper) * KnobWords, 1);
    }
    return input;
}

uint64_t Step::inputBytes(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    placeInput(counting, hyper, rows);
    return counting.used();
}

MemoryBlock Step::outputBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    placeOutput(counting, hyper, rows);
    return {counting.used(), counting.largest()};
}

uint64_t Step::readBackBytes(const Hyperparameters &hyper, uint32_t rows, uint32_t side)
{
    gpu::Arena counting;
    return side == 0 ? outputBlock(hyper, rows).bytes : placeOutput(counting, hyper, rows).logits.offset;
}

uint64_t Step::plannedBytes(const Hyperparameters &hyper, uint32_t rows)
{
    uint64_t bytes =
        (1 + StepSides) * inputBytes(hyper, rows) + outputBlock(hyper, rows).bytes + drawScratchBytes(hyper);
    for (uint32_t side = 0; side < StepSides; ++side)
        bytes += readBackBytes(hyper, rows, side);
    return bytes + StepTaps::plannedBytes(hyper, rows);
}

Step::Step(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows, uint32_t context, uint32_t pageRows)
    : m_mostRows(rows), m_pageRows(pageRows),
      m_hostInput{gpu::Buffer(device, inputBytes(hyper, rows), gpu::MemoryUse::Upload, {MemoryPurpose::StepInput}),
                  gpu::Buffer(device, inputBytes(hyper, rows), gpu::MemoryUse::Upload, {MemoryPurpose::StepInput})},
      m_deviceInput(device, inputBytes(hyper, rows), gpu::MemoryUse::DeviceLocal, {MemoryPurpose::StepInput}),
      m_output(device, outputBlock(hyper, rows).bytes, gpu::MemoryUse::DeviceLocal, {MemoryPurpose::StepOutput}),
      m_readBack{
          gpu::Buffer(device, readBackBytes(hyper, rows, 0), gpu::MemoryUse::ReadBack, {MemoryPurpose::StepOutput}),
          gpu::Buffer(device, readBackBytes(hyper, rows, 1), gpu::MemoryUse::ReadBack, {MemoryPurpose::StepOutput})},
      m_drawScratch(device, drawScratchBytes(hyper), gpu::MemoryUse::DeviceLocal, {MemoryPurpose::Drawing}),
      m_used(usedExperts(hyper)), m_unaltered(routerTables({}, hyper)), m_taps(device, hyper, rows),
      m_attention(device, hyper), m_mask(device, hyper, divideUp(context, pageRows) * pageRows)
{
    gpu::Arena input(&m_deviceInput);
    m_input = placeInput(input, hyper, rows);
    for (gpu::Tensor *pages : {&m_input.pages, &m_input.windowPages})
        if (*pages)
            *pages = pages->columnSlice(0, divideUp(context, pageRows));
    ropeFrequencies = m_input.frequencies;
    for (uint32_t side = 0; side < StepSides; ++side)
        std::memcpy(hostInput(side, ropeFrequencies, 0), hyper.ropeFrequencies.data(),
                    hyper.ropeFrequencies.size() * sizeof(float));
    gpu::Arena output(&m_output), scratch(&m_drawScratch);
    const Output placed = placeOutput(output, hyper, rows);
    m_routingBlock = placed.block;
    routing = placed.routing;
    logits = placed.logits;
    m_drawn = placed.drawn;
    m_adjusted = ops::placeSampleScratch(scratch, MostOutputs, hyper.vocabulary);
}

void Step::set(const StepInput &input, uint32_t side)
{
    const auto write = [&](const gpu::Tensor &to, uint32_t row, const auto &values) {
        if (!values.empty())
            std::memcpy(hostInput(side, to, row), values.data(), values.size() * sizeof(values[0]));
    };
    write(m_input.rows, 0, input.rows);
    write(m_input.outputs, 0, input.outputs);
    for (uint32_t sequence = 0; sequence < input.pages.size(); ++sequence)
        write(m_input.pages, sequence, input.pages[sequence]);
    for (uint32_t sequence = 0; m_input.windowPages && sequence < input.pages.size(); ++sequence)
        if (input.windowPages.empty())
            write(m_input.windowPages, sequence, input.pages[sequence]);
        else
            write(m_input.windowPages, sequence, input.windowPages[sequence]);
    if (m_input.states)
        write(m_input.states, 0, statesOfAll(input.states));
    write(m_input.draws.rows, 0, input.draws);
    write(m_input.draws.entries, 0, input.entries);
    if (m_input.changes && (!input.alterations.empty() || input.taps.ofExperts()))
        setAlterations(input, side);
    if (input.seen)
        m_mask.set(*input.seen, side);
}

// Number 0 alters nothing. Knobs of all stand one behind the other.
void Step::setAlterations(const StepInput &input, uint32_t side)
{
    uint32_t knobs = 0;
    const auto write = [&](uint32_t number, const RouterTables &tables) {
        std::vector<args::RouterChange> changes = tables.changes;
        for (args::RouterChange &change : changes) {
            change.firstKnob += knobs;
            change.endKnob += knobs;
        }
        std::memcpy(hostInput(side, m_input.changes, number), changes.data(), changes.size() * sizeof(changes[0]));
        if (!tables.knobs.empty())
            std::memcpy(hostInput(side, m_input.knobs, 0) + knobs * sizeof(args::ExpertKnob), tables.knobs.data(),
                        tables.knobs.size() * sizeof(args::ExpertKnob));
        knobs += uint32_t(tables.knobs.size());
    };
    write(0, m_unaltered);
    for (uint32_t i = 0; i < input.alterations.size(); ++i)
        write(i + 1, *input.alterations[i]);
}

uint32_t Step::ownChoices() const { return m_used.empty() ? 0 : *std::ranges::max_element(m_used); }

uint32_t Step::mostKnobs() const { return m_input.knobs.columns / KnobWords; }

std::vector<uint32_t> Step::layerChoices(uint32_t choices) const
{
    std::vector<uint32_t> all = m_used;
    for (uint32_t &count : all)
        count = std::max(count, choices);
    return all;
}

// More choices have the memory of as many rows as there are choices in all.
uint32_t Step::mostRows(uint32_t choices) const
{
    uint32_t rows = m_mostRows;
    for (const uint32_t used : m_used)
        if (choices > used)
            rows = std::min(rows, uint32_t(uint64_t(m_mostRows) * used / choices));
    if (m_used.empty() || rows == m_mostRows)
        return rows;
    rows = std::min(rows, m_routingBlock.reshaped(routingColumns(layerChoices(choices))).rows);
    return std::min(rows, m_taps.mostRows(choices));
}

std::vector<RoutingRows> Step::routingWith(uint32_t choices) const
{
    const std::vector<uint32_t> all = layerChoices(choices);
    return all == m_used ? routing : routingRows(m_routingBlock.reshaped(routingColumns(all)), all);
}

RouterUse Step::routerUse(const StepShape &shape, uint32_t expertLayer) const
{
    const uint32_t at = expertLayer * ChangeWords;
    RouterUse use{routingWith(shape.choices)[expertLayer],
                  {rows(shape.rows), m_input.changes.columnSlice(at, ChangeWords), m_input.knobs},
                  {},
                  {}};
    if (shape.taps.routers)
        use.tap = m_taps.ofRouter(expertLayer, shape.rows);
    if (shape.taps.outputs)
        use.extents = m_taps.ofOutputs(expertLayer, use.routing.ids.columns, shape.rows);
    return use;
}

ops::StepRows Step::rows(uint32_t count) const
{
    return {m_input.rows.columnSlice(0, ops::StepRows::RowWords * count), m_input.pages, m_pageRows};
}

ops::StepRows Step::windowRows(uint32_t count) const
{
    ops::StepRows own = rows(count);
    own.pages = m_input.windowPages;
    return own;
}

ops::SequenceStates Step::states(uint32_t count) const
{
    const uint32_t sequences = std::min(count, MostStepSequences);
    return {rows(count), m_input.states.columnSlice(0, ops::SequenceStates::RecordWords * sequences)};
}

gpu::Tensor Step::outputRows(uint32_t count) const { return m_input.outputs.columnSlice(0, count); }

void Step::bringInput(gpu::Commands &commands, const StepShape &shape) const
{
    const auto bring = [&](uint64_t begin, uint64_t bytes) {
        commands.copy(m_hostInput[shape.side], begin, m_deviceInput, begin, bytes);
    };
    bring(0, m_input.rows.offset + shape.rows * sizeof(args::Row));
    const uint64_t tables = std::min(shape.rows, MostStepSequences); // each row may be of a sequence of its own
    bring(m_input.pages.offset, tables * m_input.pages.stride * sizeof(uint32_t));
    if (m_input.windowPages)
        bring(m_input.windowPages.offset, tables * m_input.windowPages.stride * sizeof(uint32_t));
    if (shape.draws != Draws::None)
        bring(m_input.draws.rows.offset, shape.outputs * sizeof(args::SampleRow));
    if (shape.draws == Draws::Adjusted)
        bring(m_input.draws.entries.offset, m_input.draws.entries.bytes);
    if (shape.choices > 0 && m_input.changes) {
        bring(m_input.changes.offset, m_input.changes.bytes);
        bring(m_input.knobs.offset, m_input.knobs.bytes);
    }
    if (shape.masked)
        m_mask.bring(commands, shape.side);
    if (shape.takesDrawn)
        ops::takeDrawnTokens(commands, rows(shape.rows), m_drawn.sampled);
}

void Step::draw(gpu::Commands &commands, const StepShape &shape) const
{
    const ops::SampleRequests requests{m_input.draws.rows.rowSlice(0, shape.outputs), m_input.draws.entries};
    ops::sample(commands, logits.rowSlice(0, shape.outputs), requests,
                shape.draws == Draws::Adjusted ? m_adjusted : gpu::Tensor{}, m_drawn);
}

uint8_t *Step::hostInput(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const
{
    return m_hostInput[side].mapped() + tensor.byteOf(row);
}

} // namespace deepscope
