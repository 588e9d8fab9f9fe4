#include "model/step.h"

#include "api/error.h"
#include "gpu/arithmetic.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

StepShape StepInput::shape(uint32_t side) const
{
    const bool takesDrawn = std::ranges::any_of(rows, [](const args::Row &row) { return row.flags != 0; });
    const bool adjusted = !entries.empty() || std::ranges::any_of(draws, [](const args::SampleRow &draw) {
        return draw.previous != args::SampleNone;
    });
    const Draws kind = draws.empty() ? Draws::None : adjusted ? Draws::Adjusted : Draws::Plain;
    return {uint32_t(rows.size()), uint32_t(outputs.size()), kind, wholeLogits, takesDrawn, side};
}

Step::Output Step::placeOutput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    std::vector<uint32_t> used; // experts of each layer that has some
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer))
            used.push_back(mixture->router.used);
    uint32_t columns = 0;
    for (const uint32_t count : used)
        columns += 2 * gpu::paddedColumns(count);
    // A row holds all layers of a token, so that one small copy brings what was fed.
    const gpu::Tensor block = columns > 0 ? arena.place(TensorType::F32, columns, rows) : gpu::Tensor();
    Output output;
    uint32_t at = 0;
    for (const uint32_t count : used) {
        const uint32_t slot = gpu::paddedColumns(count);
        output.routing.push_back({block.columnSlice(at, count), block.columnSlice(at + slot, count)});
        at += 2 * slot;
    }
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
    input.rows = arena.place(TensorType::F32, ops::StepRows::RowWords * rows, 1);
    input.pages = arena.place(TensorType::F32, divideUp(hyper.contextLength, CachePageTokens), MostStepSequences);
    input.draws = ops::placeSampleRequests(arena, MostOutputs, MostDrawEntries);
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
    return bytes;
}

Step::Step(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows, uint32_t context, uint32_t pageRows)
    : m_mostRows(rows),
      m_pageRows(pageRows), m_hostInput{gpu::Buffer(device, inputBytes(hyper, rows), gpu::MemoryUse::Upload),
                                        gpu::Buffer(device, inputBytes(hyper, rows), gpu::MemoryUse::Upload)},
      m_deviceInput(device, inputBytes(hyper, rows), gpu::MemoryUse::DeviceLocal),
      m_output(device, outputBlock(hyper, rows).bytes, gpu::MemoryUse::DeviceLocal),
      m_readBack{gpu::Buffer(device, readBackBytes(hyper, rows, 0), gpu::MemoryUse::ReadBack),
                 gpu::Buffer(device, readBackBytes(hyper, rows, 1), gpu::MemoryUse::ReadBack)},
      m_drawScratch(device, drawScratchBytes(hyper), gpu::MemoryUse::DeviceLocal)
{
    gpu::Arena input(&m_deviceInput);
    m_input = placeInput(input, hyper, rows);
    m_input.pages = m_input.pages.columnSlice(0, divideUp(context, pageRows));
    ropeFrequencies = m_input.frequencies;
    for (uint32_t side = 0; side < StepSides; ++side)
        std::memcpy(hostInput(side, ropeFrequencies, 0), hyper.ropeFrequencies.data(),
                    hyper.ropeFrequencies.size() * sizeof(float));
    gpu::Arena output(&m_output), scratch(&m_drawScratch);
    const Output placed = placeOutput(output, hyper, rows);
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
    write(m_input.draws.rows, 0, input.draws);
    write(m_input.draws.entries, 0, input.entries);
}

ops::StepRows Step::rows(uint32_t count) const
{
    return {m_input.rows.columnSlice(0, ops::StepRows::RowWords * count), m_input.pages, m_pageRows};
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
    if (shape.draws != Draws::None)
        bring(m_input.draws.rows.offset, shape.outputs * sizeof(args::SampleRow));
    if (shape.draws == Draws::Adjusted)
        bring(m_input.draws.entries.offset, m_input.draws.entries.bytes);
    if (shape.takesDrawn)
        ops::takeDrawnTokens(commands, rows(shape.rows), m_drawn.sampled);
}

void Step::draw(gpu::Commands &commands, const StepShape &shape) const
{
    const ops::SampleRequests requests{m_input.draws.rows.rowSlice(0, shape.outputs), m_input.draws.entries};
    ops::sample(commands, logits.rowSlice(0, shape.outputs), requests,
                shape.draws == Draws::Adjusted ? m_adjusted : gpu::Tensor{}, m_drawn);
}

void Step::readRouting(gpu::Commands &commands, const StepShape &shape) const
{
    if (!routing.empty())
        commands.copy(m_output, 0, m_readBack[shape.side], 0,
                      uint64_t(shape.rows) * routing[0].ids.stride * sizeof(float));
}

void Step::readLogits(gpu::Commands &commands, uint32_t firstOutput, uint32_t outputs) const
{
    const uint64_t row = uint64_t(logits.stride) * sizeof(float), at = logits.offset + firstOutput * row;
    commands.copy(m_output, at, m_readBack[0], at, outputs * row);
}

void Step::readDraws(gpu::Commands &commands, const StepShape &shape) const
{
    const uint64_t at = m_drawn.results.offset;
    commands.copy(m_output, at, m_readBack[shape.side], at, shape.outputs * sizeof(args::SampleResult));
}

namespace {

uint64_t byteOf(const gpu::Tensor &tensor, uint32_t row)
{
    return tensor.offset + (tensor.first + uint64_t(row) * tensor.stride) * sizeof(float);
}

} // namespace

uint8_t *Step::hostInput(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const
{
    return m_hostInput[side].mapped() + byteOf(tensor, row);
}

const uint8_t *Step::readBack(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const
{
    return m_readBack[side].mapped() + byteOf(tensor, row);
}

const float *Step::logitsRow(uint32_t output) const
{
    return reinterpret_cast<const float *>(readBack(0, logits, output));
}

const args::SampleResult &Step::drawn(uint32_t side, uint32_t output) const
{
    return *reinterpret_cast<const args::SampleResult *>(readBack(side, m_drawn.results, output));
}

const uint32_t *Step::routingIds(uint32_t side, uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const uint32_t *>(readBack(side, routing[expertLayer].ids, row));
}

const float *Step::routingWeights(uint32_t side, uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const float *>(readBack(side, routing[expertLayer].weights, row));
}

} // namespace deepscope
