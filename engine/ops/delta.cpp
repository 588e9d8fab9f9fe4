#include "ops/delta.h"

#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

namespace {

constexpr uint32_t WidestHead = 256; // whose column of a matrix a lane holds

// The heads of both are as many and as wide, and there are as many rows.
void requireAlike(const Heads &x, const Heads &y, const char *op)
{
    requireActivations(x.first, op);
    requireActivations(y.first, op);
    require(x.first.columns == y.first.columns && x.first.rows == y.first.rows && x.count == y.count, op,
            "x and y differ in columns, rows or heads");
}

// The slots of a part of the states, of `numbers` each.
void requireStates(const SequenceStates &states, const gpu::Tensor &slots, uint64_t numbers, uint32_t rows,
                   const char *op)
{
    requireActivations(states.records, op);
    requireActivations(slots, op);
    require(states.records.rows == 1 && states.records.first % SequenceStates::RecordWords == 0 &&
                states.records.columns % SequenceStates::RecordWords == 0 && states.count() > 0,
            op, "the records of sequences must be as they were placed");
    require(states.step.count() == rows, op, "the step and what is said of its rows differ in rows");
    require(slots.columns == numbers, op, "a slot holds another number of numbers than the state");
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
    if (kernel > 1)
        requireStates(states, tails, uint64_t(kernel - 1) * x.columns, x.rows, Name);
    const gpu::Device &device = commands.device();
    const uint32_t groups = groupsAlong(device, x.columns);
    requireLoops(device, 2 * uint64_t(kernel) * divideUp(x.columns, groups * device.lanes()), Name);
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
                                               tails.rows,
                                               tails.first,
                                               tails.stride,
                                               y.first,
                                               y.stride};
    commands.run(Name, {}, arguments, {x, weight, states.step.rows, states.records, tails, y}, {groups, x.rows}, [&] {
        return gpu::Work{x.shapeBytes() + weight.shapeBytes() + y.shapeBytes(),
                         uint64_t(2) * kernel * x.rows * x.columns};
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

void deltaRule(gpu::Commands &commands, const Heads &queries, const Heads &keys, const Heads &values,
               const DeltaGates &gates, bool alternate, const SequenceStates &states, const gpu::Tensor &matrices,
               const Heads &out)
{
    constexpr const char *Name = "delta_rule";
    requireAlike(queries, keys, Name);
    requireAlike(values, out, Name);
    const uint32_t width = queries.first.columns, heads = values.count, rows = values.first.rows;
    require(values.first.columns == width && queries.first.rows == rows, Name,
            "queries and values differ in columns or rows");
    require(width > 0 && width <= WidestHead, Name, "heads are wider than 256");
    require(queries.count > 0 && heads % queries.count == 0, Name, "key heads must divide the value heads");
    for (const gpu::Tensor *tensor : {&gates.betas, &gates.alphas, &gates.rates, &gates.biases})
        requireActivations(*tensor, Name);
    require(gates.together > 0 && gates.apart >= gates.together, Name, "the gates of heads lie in each other");
    const uint32_t last = (heads - 1) / gates.together * gates.apart + (heads - 1) % gates.together;
    require(gates.betas.columns > last && gates.alphas.columns > last && gates.betas.rows == rows &&
                gates.alphas.rows == rows && gates.rates.columns == heads && gates.biases.columns == heads,
            Name, "there must be gates for each value head");
    requireStates(states, matrices, uint64_t(heads) * width * width, rows, Name);
    const gpu::Device &device = commands.device();
    requireLoops(device, uint64_t(2) * width * (rows + 1), Name);
    const args::DeltaRuleArgs arguments{queries.count,
                                        heads,
                                        rows,
                                        queries.first.first,
                                        queries.first.stride,
                                        queries.stride,
                                        keys.first.first,
                                        keys.first.stride,
                                        keys.stride,
                                        values.first.first,
                                        values.first.stride,
                                        values.stride,
                                        gates.betas.first,
                                        gates.betas.stride,
                                        gates.alphas.first,
                                        gates.alphas.stride,
                                        gates.together,
                                        gates.apart,
                                        gates.rates.first,
                                        gates.biases.first,
                                        firstRecord(states),
                                        matrices.rows,
                                        matrices.first,
                                        matrices.stride,
                                        out.first.first,
                                        out.first.stride,
                                        out.stride};
    commands.run(Name, {1, {width, alternate}}, arguments,
                 {queries.first, keys.first, values.first, gates.betas, gates.alphas, gates.rates, gates.biases,
                  states.records, matrices, out.first},
                 {divideUp(width, device.lanes()), heads, states.count()}, [&] {
                     const uint64_t matrix = uint64_t(heads) * width * width; // once read and written by each sequence
                     return gpu::Work{queries.shapeBytes() + keys.shapeBytes() + values.shapeBytes() +
                                          out.shapeBytes() + 2 * sizeof(float) * matrix,
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
