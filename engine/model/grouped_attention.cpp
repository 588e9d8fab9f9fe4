#include "model/grouped_attention.h"

#include "model/needed_tensors.h"
#include "ops/attention.h"
#include "ops/delta.h"
#include "ops/ops.h"

#include <string>
#include <utility>

namespace deepscope {

namespace {

std::string namesOf(uint32_t layer) { return "blk." + std::to_string(layer) + ".attn_"; }

void addWhereThere(gpu::Commands &commands, const gpu::Tensor &bias, const gpu::Tensor &y)
{
    if (bias)
        ops::addBias(commands, bias, y);
}

// h = norm(x); q = W^Q h, k = W^K h, v = W^V h, each with its bias where the model has one.
void project(gpu::Commands &commands, const GroupedWeights &w, const GroupedActivations &a)
{
    ops::linear(commands, w.query, a.normed, a.query);
    ops::linear(commands, w.key, a.normed, a.key);
    ops::linear(commands, w.value, a.normed, a.value);
    addWhereThere(commands, w.queryBias, a.query);
    addWhereThere(commands, w.keyBias, a.key);
    addWhereThere(commands, w.valueBias, a.value);
}

// Heads of queries or keys.
ops::Heads headsOf(const GroupedAttention &shape, const gpu::Tensor &x, uint32_t stride)
{
    return {x.columnSlice(0, shape.head()), x.columns / stride, stride};
}

// Of each head alone (QK-Norm, arXiv:2010.04245), or of all heads of a row together.
void normHeads(gpu::Commands &commands, const GroupedAttention &shape, const gpu::Tensor &weight, float epsilon,
               const gpu::Tensor &x, const gpu::Tensor &y, uint32_t stride)
{
    if (shape.queryKeyNorm == QueryKeyNorm::WholeRow) {
        ops::rmsNorm(commands, x, weight, epsilon, y);
        return;
    }
    ops::rmsNormPerHead(commands, headsOf(shape, x, stride), weight, epsilon, headsOf(shape, y, stride));
}

// The first columns of every head turn (arXiv:2104.09864); the others stay.
void rotate(gpu::Commands &commands, const GroupedAttention &shape, const Hyperparameters &hyper, const Step &step,
            const gpu::Tensor &x, const gpu::Tensor &y, uint32_t stride)
{
    if (shape.nope > 0)
        ops::carry(commands, x, y);
    const uint32_t heads = x.columns / stride;
    ops::rope(commands, {x.columnSlice(0, shape.rope), heads, stride}, {y.columnSlice(0, shape.rope), heads, stride},
              step.rows(x.rows), step.ropeFrequencies, hyper.ropePairing);
}

// A layer with a window has pages of its own.
ops::StepRows rowsOf(const Step &step, const GroupedAttention &shape, uint32_t count)
{
    return shape.window > 0 ? step.windowRows(count) : step.rows(count);
}

// What heads attended to, times the sigmoid of the gate behind each query.
void gate(gpu::Commands &commands, const GroupedAttention &shape, const gpu::Tensor &query, const ops::Heads &attended)
{
    const ops::Heads gates{query.columnSlice(shape.head(), shape.value), shape.heads, shape.queryStride()};
    ops::applyGate(commands, attended, gates, ops::GateKind::Sigmoid, attended);
}

} // namespace

std::string sinksName(uint32_t layer) { return namesOf(layer) + "sinks.weight"; }

void requireTensors(NeededTensors &tensors, uint32_t layer, const GroupedAttention &shape, uint64_t embedding)
{
    const std::string names = namesOf(layer);
    const uint64_t head = shape.head(), key = shape.keyValueHeads * head;
    const uint64_t query = uint64_t(shape.heads) * shape.queryStride();
    const uint64_t value = uint64_t(shape.keyValueHeads) * shape.value;
    tensors.requireVector(names + "norm.weight", embedding);
    tensors.require(names + "q.weight", {embedding, query, 1});
    tensors.require(names + "k.weight", {embedding, key, 1});
    tensors.require(names + "v.weight", {embedding, value, 1});
    tensors.require(names + "output.weight", {uint64_t(shape.heads) * shape.value, embedding, 1});
    for (const auto &[name, elements] : {std::pair{"q.bias", query}, std::pair{"k.bias", key},
                                         std::pair{"v.bias", value}, std::pair{"output.bias", embedding}})
        if (tensors.has(names + name))
            tensors.requireVector(names + name, elements);
    if (shape.sinks)
        tensors.requireVector(sinksName(layer), shape.heads);
    if (shape.queryKeyNorm == QueryKeyNorm::None)
        return;
    const bool each = shape.queryKeyNorm == QueryKeyNorm::EachHead;
    tensors.requireVector(names + "q_norm.weight", each ? head : query);
    tensors.requireVector(names + "k_norm.weight", each ? head : key);
}

GroupedWeights takeWeights(const TensorTable &tensors, uint32_t layer, const GroupedAttention &shape)
{
    const std::string names = namesOf(layer);
    GroupedWeights w{tensors.require(names + "norm.weight"),
                     tensors.require(names + "q.weight"),
                     tensors.require(names + "k.weight"),
                     tensors.require(names + "v.weight"),
                     tensors.find(names + "q.bias"),
                     tensors.find(names + "k.bias"),
                     tensors.find(names + "v.bias"),
                     {},
                     {},
                     tensors.require(names + "output.weight"),
                     tensors.find(names + "output.bias"),
                     {}};
    if (shape.sinks)
        w.sinks = tensors.require(sinksName(layer));
    if (shape.queryKeyNorm != QueryKeyNorm::None) {
        w.queryNorm = tensors.require(names + "q_norm.weight");
        w.keyNorm = tensors.require(names + "k_norm.weight");
    }
    return w;
}

GroupedActivations placeActivations(gpu::Arena &arena, const GroupedAttention &shape, const gpu::Tensor &normed,
                                    uint32_t context)
{
    const auto place = [&](uint32_t heads, uint32_t columns) {
        return arena.place(TensorType::F32, heads * columns, normed.rows);
    };
    GroupedActivations a;
    a.normed = normed;
    a.query = a.queryNormed = a.queryRotated = place(shape.heads, shape.queryStride());
    a.key = a.keyNormed = a.keyRotated = place(shape.keyValueHeads, shape.head());
    a.value = place(shape.keyValueHeads, shape.value);
    a.attended = place(shape.heads, shape.value);
    a.scratch = ops::placeAttentionScratch(arena, context, shape.heads, shape.value);
    return a;
}

GroupedActivations GroupedActivations::rows(uint32_t count) const
{
    GroupedActivations a = *this;
    for (gpu::Tensor *tensor : {&a.normed, &a.query, &a.key, &a.queryNormed, &a.keyNormed, &a.queryRotated,
                                &a.keyRotated, &a.value, &a.attended})
        *tensor = tensor->rowSlice(0, count);
    return a;
}

// y = x + W^O attention(q, cached keys and values), this step's among them.
void forward(gpu::Commands &commands, const GroupedLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y, const gpu::Tensor &seenUntil)
{
    const GroupedAttention &shape = layer.shape;
    const GroupedWeights &w = layer.w;
    const GroupedActivations a = layer.a.rows(x.rows);
    const ops::StepRows rows = rowsOf(step, shape, x.rows);
    const uint32_t head = shape.head(), stride = shape.queryStride(), value = shape.value;
    const ops::Heads queries = headsOf(shape, a.queryRotated, stride), keys = headsOf(shape, a.keyRotated, head);
    const ops::Heads values{a.value.columnSlice(0, value), shape.keyValueHeads, value};
    const ops::Heads attended{a.attended.columnSlice(0, value), shape.heads, value};
    const bool normed = shape.queryKeyNorm != QueryKeyNorm::None;

    ops::rmsNorm(commands, x, w.norm, hyper.normEpsilon, a.normed);
    project(commands, w, a);
    if (normed) {
        normHeads(commands, shape, w.queryNorm, hyper.normEpsilon, a.query, a.queryNormed, stride);
        normHeads(commands, shape, w.keyNorm, hyper.normEpsilon, a.key, a.keyNormed, head);
    }
    rotate(commands, shape, hyper, step, normed ? a.queryNormed : a.query, a.queryRotated, stride);
    rotate(commands, shape, hyper, step, normed ? a.keyNormed : a.key, a.keyRotated, head);
    ops::cacheWrite(commands, keys, rows, layer.keys);
    ops::cacheWrite(commands, values, rows, layer.values);
    ops::attention(commands, queries, layer.keys, layer.values, rows, {shape.scale, shape.window, w.sinks, seenUntil},
                   a.scratch, attended);
    if (shape.gated)
        gate(commands, shape, a.query, attended);
    ops::carry(commands, x, y);
    ops::linear(commands, w.output, a.attended, y, ops::Accumulate::Yes);
    addWhereThere(commands, w.outputBias, y);
}

void tapScores(gpu::Commands &commands, const GroupedLayer &layer, const Step &step, uint32_t rows,
               const gpu::Tensor &scores)
{
    const GroupedAttention &shape = layer.shape;
    const ops::Heads queries = headsOf(shape, layer.a.rows(rows).queryRotated, shape.queryStride());
    ops::attentionScores(commands, queries, layer.keys, shape.head(), rowsOf(step, shape, rows),
                         {shape.scale, shape.window}, scores);
}

} // namespace deepscope
