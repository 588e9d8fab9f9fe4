#include "model/step.h"

#include "api/error.h"
#include "gpu/arithmetic.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

StepShape StepInput::shape() const
{
    const Draws kind = draws.empty() ? Draws::None : entries.empty() ? Draws::Plain : Draws::Adjusted;
    return {uint32_t(rows.size()), uint32_t(outputs.size()), kind, wholeLogits};
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
    output.logits = arena.place(TensorType::F32, hyper.vocabulary, std::min(rows, MostOutputs));
    output.drawn = ops::placeSampleResults(arena, MostOutputs);
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

Step::Step(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows, uint32_t context)
    : m_mostRows(rows), m_hostInput(device, inputBytes(hyper, rows), gpu::MemoryUse::Upload),
      m_deviceInput(device, inputBytes(hyper, rows), gpu::MemoryUse::DeviceLocal),
      m_output(device, outputBlock(hyper, rows).bytes, gpu::MemoryUse::DeviceLocal),
      m_readBack(device, outputBlock(hyper, rows).bytes, gpu::MemoryUse::ReadBack),
      m_drawScratch(device, drawScratchBytes(hyper), gpu::MemoryUse::DeviceLocal)
{
    gpu::Arena input(&m_deviceInput);
    m_input = placeInput(input, hyper, rows);
    m_input.pages = m_input.pages.columnSlice(0, divideUp(context, CachePageTokens));
    ropeFrequencies = m_input.frequencies;
    std::memcpy(hostInput(ropeFrequencies, 0), hyper.ropeFrequencies.data(),
                hyper.ropeFrequencies.size() * sizeof(float));
    gpu::Arena output(&m_output), scratch(&m_drawScratch);
    const Output placed = placeOutput(output, hyper, rows);
    routing = placed.routing;
    logits = placed.logits;
    m_drawn = placed.drawn;
    m_adjusted = ops::placeSampleScratch(scratch, MostOutputs, hyper.vocabulary);
}

void Step::set(const StepInput &input)
{
    std::memcpy(hostInput(m_input.rows, 0), input.rows.data(), input.rows.size() * sizeof(args::Row));
    std::memcpy(hostInput(m_input.outputs, 0), input.outputs.data(), input.outputs.size() * sizeof(uint32_t));
    for (uint32_t sequence = 0; sequence < input.pages.size(); ++sequence)
        std::memcpy(hostInput(m_input.pages, sequence), input.pages[sequence].data(),
                    input.pages[sequence].size_bytes());
    std::memcpy(hostInput(m_input.draws.rows, 0), input.draws.data(), input.draws.size() * sizeof(args::SampleRow));
    std::memcpy(hostInput(m_input.draws.entries, 0), input.entries.data(),
                input.entries.size() * sizeof(args::SampleEntry));
}

ops::StepRows Step::rows(uint32_t count) const
{
    return {m_input.rows.columnSlice(0, ops::StepRows::RowWords * count), m_input.pages, CachePageTokens};
}

gpu::Tensor Step::outputRows(uint32_t count) const { return m_input.outputs.columnSlice(0, count); }

void Step::bringInput(gpu::Commands &commands, const StepShape &shape) const
{
    const uint64_t rowsEnd = m_input.rows.offset + shape.rows * sizeof(args::Row);
    commands.copy(m_hostInput, 0, m_deviceInput, 0, rowsEnd);
    const uint64_t tables = std::min(shape.rows, MostStepSequences); // each row may be of a sequence of its own
    commands.copy(m_hostInput, m_input.pages.offset, m_deviceInput, m_input.pages.offset,
                  tables * m_input.pages.stride * sizeof(uint32_t));
    if (shape.draws != Draws::None)
        commands.copy(m_hostInput, m_input.draws.rows.offset, m_deviceInput, m_input.draws.rows.offset,
                      shape.outputs * sizeof(args::SampleRow));
    if (shape.draws == Draws::Adjusted)
        commands.copy(m_hostInput, m_input.draws.entries.offset, m_deviceInput, m_input.draws.entries.offset,
                      m_input.draws.entries.bytes);
}

void Step::draw(gpu::Commands &commands, const StepShape &shape) const
{
    const ops::SampleRequests requests{m_input.draws.rows.rowSlice(0, shape.outputs), m_input.draws.entries};
    ops::sample(commands, logits.rowSlice(0, shape.outputs), requests,
                shape.draws == Draws::Adjusted ? m_adjusted : gpu::Tensor{}, m_drawn);
}

void Step::readRouting(gpu::Commands &commands, uint32_t count) const
{
    if (!routing.empty())
        commands.copy(m_output, 0, m_readBack, 0, uint64_t(count) * routing[0].ids.stride * sizeof(float));
}

void Step::readLogits(gpu::Commands &commands, uint32_t firstOutput, uint32_t outputs) const
{
    const uint64_t row = uint64_t(logits.stride) * sizeof(float), at = logits.offset + firstOutput * row;
    commands.copy(m_output, at, m_readBack, at, outputs * row);
}

void Step::readDraws(gpu::Commands &commands, uint32_t outputs) const
{
    const uint64_t at = m_drawn.results.offset;
    commands.copy(m_output, at, m_readBack, at, outputs * sizeof(args::SampleResult));
}

namespace {

uint64_t byteOf(const gpu::Tensor &tensor, uint32_t row)
{
    return tensor.offset + (tensor.first + uint64_t(row) * tensor.stride) * sizeof(float);
}

} // namespace

uint8_t *Step::hostInput(const gpu::Tensor &tensor, uint32_t row) const
{
    return m_hostInput.mapped() + byteOf(tensor, row);
}

const uint8_t *Step::readBack(const gpu::Tensor &tensor, uint32_t row) const
{
    return m_readBack.mapped() + byteOf(tensor, row);
}

const float *Step::logitsRow(uint32_t output) const
{
    return reinterpret_cast<const float *>(readBack(logits, output));
}

const args::SampleResult &Step::drawn(uint32_t output) const
{
    return *reinterpret_cast<const args::SampleResult *>(readBack(m_drawn.results, output));
}

const uint32_t *Step::routingIds(uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const uint32_t *>(readBack(routing[expertLayer].ids, row));
}

const float *Step::routingWeights(uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const float *>(readBack(routing[expertLayer].weights, row));
}

} // namespace deepscope
