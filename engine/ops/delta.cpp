#include "ops/delta.h"

#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr uint32_t WidestHead = 256; // whose matrix lanes can hold

// 2^n lanes share the rows of a matrix: the fewer values each holds, the more rows of workgroups a GPU has under way.
constexpr uint32_t MostPartBits = 3;

// The heads of both are as many and as wide, and there are as many rows.
void requireAlike(const Heads &x, const Heads &y, const char *op)
{
    requireActivations(x.first, op);
    requireActivations(y.first, op);
    require(x.first.columns == y.first.columns && x.first.rows == y.first.rows && x.count == y.count, op,
            "x and y differ in columns, rows or heads");
}

void requireRecords(const SequenceStates &states, uint32_t rows, const char *op)
{
    requireActivations(states.step.rows, op);
    requireActivations(states.records, op);
    require(states.step.rows.rows == 1 && states.step.rows.first % StepRows::RowWords == 0 &&
                states.step.count() == rows,
            op, "there is not one row of the step for each row");
    require(states.records.rows == 1 && states.records.first % SequenceStates::RecordWords == 0 &&
                states.records.columns % SequenceStates::RecordWords == 0 && states.count() > 0,
            op, "the records of sequences must be as they were placed");
}

void requireSlots(const gpu::Tensor &slots, uint64_t numbers, const char *op)
{
    requireActivations(slots, op);
    require(slots.columns == numbers && slots.rows > 0, op, "a slot holds another number of numbers than the state");
}

uint32_t firstRecord(const SequenceStates &states) { return states.records.first / SequenceStates::RecordWords; }

} // namespace

void shortConvolution(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight,
                      const SequenceStates &states, const gpu::Tensor &tails, const gpu::Tensor &y)
{
    constexpr const char *Name = "short_convolution";
    requireAlike({x}, {y}, Name);
    requireActivations(weight, Name);
    require(weight.rows == x.columns && weight.columns > 0, Name, "the weight must have a row for each channel");
    const uint32_t kernel = weight.columns;
    requireRecords(states, x.rows, Name);
    if (kernel > 1)
        requireSlots(tails, uint64_t(kernel - 1) * x.columns, Name);
    const gpu::Tensor &slots = kernel > 1 ? tails : y; // the bindings need some tensor; nothing is left in it
    const bool fours = wholeFours(x) && beginOnFours(y) && beginOnFours(slots);
    const gpu::Device &device = commands.device();
    const uint32_t groups = groupsAlong(device, x.columns);
    requireLoops(device, (uint64_t(kernel) + 1) * (divideUp(x.columns, 4 * groups * device.lanes()) + 1), Name);
    const args::ShortConvolutionArgs arguments{x.columns,
                                               kernel,
                                               x.rows,
                                               x.first,
                                               x.stride,
                                               weight.first,
                                               weight.stride,
                                               firstRow(states.step),
                                               firstRecord(states),
                                               states.count(),
                                               slots.rows,
                                               slots.first,
                                               slots.stride,
                                               y.first,
                                               y.stride};
    commands.run(Name, {1, {fours}}, arguments, {x, weight, states.step.rows, states.records, slots, slots, y},
                 {groups, x.rows}, [&] {
                     // Of one sequence: how many there are, only the device is told.
                     const uint64_t tail = 2 * uint64_t(kernel - 1) * x.columns * sizeof(float);
                     return gpu::Work{x.shapeBytes() + weight.shapeBytes() + states.step.rows.shapeBytes() +
                                          states.records.shapeBytes() + tail + y.shapeBytes(),
                                      2 * uint64_t(kernel) * x.rows * x.columns};
                 });
}

void unitHeads(gpu::Commands &commands, const Heads &x, float epsilon, float factor, const Heads &y)
{
    constexpr const char *Name = "unit_heads";
    requireAlike(x, y, Name);
    requireLoops(commands.device(), 2 * (uint64_t(x.first.columns) / commands.device().lanes() + 1), Name);
    const args::UnitHeadsArgs arguments{x.first.columns, x.first.first, x.first.stride, x.stride, y.first.first,
                                        y.first.stride,  y.stride,      epsilon,        factor};
    commands.run(Name, {}, arguments, {x.first, y.first}, {x.first.rows, x.count},
                 [&] { return gpu::Work{x.shapeBytes() + y.shapeBytes()}; });
}

namespace {

void requireRule(const Heads &queries, const Heads &keys, const Heads &values, const DeltaGates &gates,
                 const Heads &out, const char *op)
{
    requireAlike(queries, keys, op);
    requireAlike(values, out, op);
    const uint32_t width = queries.first.columns, heads = values.count, rows = values.first.rows;
    require(values.first.columns == width && queries.first.rows == rows, op,
            "queries and values differ in columns or rows");
    require(width > 0 && width <= WidestHead, op, "heads are wider than 256");
    require(queries.count > 0 && heads > 0 && heads % queries.count == 0, op, "key heads must divide the value heads");
    for (const gpu::Tensor *tensor : {&gates.betas, &gates.alphas, &gates.rates, &gates.biases})
        requireActivations(*tensor, op);
    require(gates.together > 0 && gates.apart >= gates.together, op, "the gates of heads lie in each other");
    const uint64_t last = uint64_t(heads - 1) / gates.together * gates.apart + (heads - 1) % gates.together;
    require(gates.betas.columns > last && gates.alphas.columns > last && gates.betas.rows == rows &&
                gates.alphas.rows == rows && gates.rates.columns == heads && gates.biases.columns == heads,
            op, "there must be gates for each value head");
}

args::DeltaRuleArgs ruleArguments(const Heads &queries, const Heads &keys, const Heads &values, const DeltaGates &gates,
                                  const SequenceStates &states, const gpu::Tensor &matrices, const Heads &out)
{
    return {queries.count,       values.count,     values.first.rows, queries.first.first, queries.first.stride,
            queries.stride,      keys.first.first, keys.first.stride, keys.stride,         values.first.first,
            values.first.stride, values.stride,    gates.betas.first, gates.betas.stride,  gates.alphas.first,
            gates.alphas.stride, gates.together,   gates.apart,       gates.rates.first,   gates.biases.first,
            firstRecord(states), matrices.rows,    matrices.first,    matrices.stride,     out.first.first,
            out.first.stride,    out.stride};
}

} // namespace

void deltaRule(gpu::Commands &commands, const Heads &queries, const Heads &keys, const Heads &values,
               const DeltaGates &gates, bool alternate, const SequenceStates &states, const gpu::Tensor &matrices,
               const Heads &out)
{
    constexpr const char *Name = "delta_rule";
    requireRule(queries, keys, values, gates, out, Name);
    const uint32_t width = queries.first.columns, heads = values.count, rows = values.first.rows;
    requireRecords(states, rows, Name);
    requireSlots(matrices, uint64_t(heads) * width * width, Name);
    const gpu::Device &device = commands.device();
    requireLoops(device, uint64_t(rows) + divideUp(rows, device.lanes()) + 2, Name);

    bool fours = width % 4 == 0 && beginOnFours(matrices);
    for (const Heads *of : {&queries, &keys, &values, &out})
        fours = fours && beginOnFours(*of);
    const uint32_t partBits = std::min(MostPartBits, uint32_t(std::countr_zero(device.lanes())));
    const uint32_t columns = 4 * (device.lanes() >> partBits); // of a workgroup
    commands.run(Name, {1, {width, alternate, fours, partBits}},
                 ruleArguments(queries, keys, values, gates, states, matrices, out),
                 {queries.first, keys.first, values.first, gates.betas, gates.alphas, gates.rates, gates.biases,
                  states.records, matrices, matrices, out.first},
                 {divideUp(width, columns), heads, states.count()}, [&] {
                     const uint64_t matrix = uint64_t(heads) * width * width; // of one sequence, as above
                     return gpu::Work{queries.shapeBytes() + keys.shapeBytes() + values.shapeBytes() +
                                          gates.betas.shapeBytes() + gates.alphas.shapeBytes() +
                                          states.records.shapeBytes() + 2 * matrix * sizeof(float) + out.shapeBytes(),
                                      7 * matrix * rows};
                 });
}

void applyGate(gpu::Commands &commands, const Heads &x, const Heads &gate, GateKind kind, const Heads &y)
{
    constexpr const char *Name = "apply_gate";
    requireAlike(x, y, Name);
    requireActivations(gate.first, Name);
    require(gate.first.rows == x.first.rows && gate.count == x.count &&
                (gate.first.columns == x.first.columns || gate.first.columns == 1),
            Name, "gates must be as many as what they are for, or one for each head");
    requireLoops(commands.device(), uint64_t(x.first.columns) / commands.device().lanes() + 1, Name);
    const args::ApplyGateArgs arguments{x.first.columns, gate.first.columns, x.first.first,     x.first.stride,
                                        x.stride,        gate.first.first,   gate.first.stride, gate.stride,
                                        y.first.first,   y.first.stride,     y.stride};
    commands.run(Name, {1, {kind == GateKind::Silu}}, arguments, {x.first, gate.first, y.first},
                 {x.first.rows, x.count},
                 [&] { return gpu::Work{x.shapeBytes() + gate.shapeBytes() + y.shapeBytes()}; });
}

} // namespace deepscope::ops
