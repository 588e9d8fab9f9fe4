#include "model/delta_net.h"

#include "model/needed_tensors.h"
#include "ops/delta.h"
#include "ops/ops.h"

#include <cmath>
#include <string>

namespace deepscope {

namespace {

std::string namesOf(uint32_t layer) { return "blk." + std::to_string(layer) + "."; }

// All inputs of the rule and of its output's gate. With joint gates the rows of a key head's betas stand before those
// of its alphas.
void project(gpu::Commands &commands, const DeltaWeights &w, const DeltaActivations &a)
{
    ops::linear(commands, w.queryKeyValue, a.normed, a.projected);
    ops::linear(commands, w.gate, a.normed, a.gate);
    ops::linear(commands, w.beta, a.normed, a.beta);
    if (w.alpha)
        ops::linear(commands, w.alpha, a.normed, a.alpha);
}

ops::DeltaGates gatesOf(const DeltaNet &shape, const DeltaWeights &w, const DeltaActivations &a)
{
    if (!shape.jointGates)
        return {.betas = a.beta, .alphas = a.alpha, .rates = w.rate, .biases = w.rateBias};
    const uint32_t each = shape.valuesEach(), columns = a.beta.columns - each; // up to the last that is read
    return {.betas = a.beta.columnSlice(0, columns),
            .alphas = a.beta.columnSlice(each, columns),
            .together = each,
            .apart = 2 * each,
            .rates = w.rate,
            .biases = w.rateBias};
}

} // namespace

void requireTensors(NeededTensors &tensors, uint32_t layer, const DeltaNet &shape, uint64_t embedding)
{
    const std::string names = namesOf(layer);
    const uint64_t values = uint64_t(shape.valueHeads) * shape.width;
    tensors.requireVector(names + "attn_norm.weight", embedding);
    tensors.require(names + "attn_qkv.weight", {embedding, shape.channels(), 1});
    tensors.require(names + "attn_gate.weight", {embedding, values, 1});
    if (shape.jointGates) {
        tensors.require(names + "ssm_ba.weight", {embedding, 2 * uint64_t(shape.valueHeads), 1});
    } else {
        tensors.require(names + "ssm_beta.weight", {embedding, shape.valueHeads, 1});
        tensors.require(names + "ssm_alpha.weight", {embedding, shape.valueHeads, 1});
    }
    tensors.requireFloats(names + "ssm_conv1d.weight", {shape.kernel, shape.channels(), 1});
    tensors.requireVector(names + "ssm_a", shape.valueHeads);
    tensors.requireVector(names + "ssm_dt.bias", shape.valueHeads);
    tensors.requireVector(names + "ssm_norm.weight", shape.width);
    tensors.require(names + "ssm_out.weight", {values, embedding, 1});
}

DeltaWeights takeWeights(const TensorTable &tensors, uint32_t layer, const DeltaNet &shape)
{
    const std::string names = namesOf(layer);
    DeltaWeights w;
    w.norm = tensors.require(names + "attn_norm.weight");
    w.queryKeyValue = tensors.require(names + "attn_qkv.weight");
    w.gate = tensors.require(names + "attn_gate.weight");
    w.beta = tensors.require(names + (shape.jointGates ? "ssm_ba.weight" : "ssm_beta.weight"));
    if (!shape.jointGates)
        w.alpha = tensors.require(names + "ssm_alpha.weight");
    w.convolution = tensors.require(names + "ssm_conv1d.weight");
    w.rate = tensors.require(names + "ssm_a");
    w.rateBias = tensors.require(names + "ssm_dt.bias");
    w.headNorm = tensors.require(names + "ssm_norm.weight");
    w.output = tensors.require(names + "ssm_out.weight");
    return w;
}

DeltaActivations placeActivations(gpu::Arena &arena, const DeltaNet &shape, const gpu::Tensor &normed, uint32_t)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, normed.rows); };
    DeltaActivations a;
    a.normed = normed;
    a.projected = place(shape.channels());
    a.convolved = place(shape.channels());
    a.gate = place(shape.valueHeads * shape.width);
    a.beta = place(shape.jointGates ? 2 * shape.valueHeads : shape.valueHeads);
    if (!shape.jointGates)
        a.alpha = place(shape.valueHeads);
    a.out = place(shape.valueHeads * shape.width);
    return a;
}

DeltaActivations DeltaActivations::rows(uint32_t count) const
{
    DeltaActivations a = *this;
    for (gpu::Tensor *tensor : {&a.normed, &a.projected, &a.convolved, &a.gate, &a.beta, &a.alpha, &a.out})
        if (*tensor)
            *tensor = tensor->rowSlice(0, count);
    return a;
}

void forward(gpu::Commands &commands, const DeltaLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y)
{
    const DeltaNet &shape = layer.shape;
    const DeltaWeights &w = layer.w;
    const DeltaActivations a = layer.a.rows(x.rows);
    const ops::SequenceStates states = step.states(x.rows);
    const uint32_t width = shape.width;
    const auto heads = [&](const gpu::Tensor &of, uint32_t first, uint32_t count) {
        return ops::Heads{of.columnSlice(first * width, width), count, width};
    };
    const ops::Heads queries = heads(a.convolved, 0, shape.keyHeads),
                     keys = heads(a.convolved, shape.keyHeads, shape.keyHeads),
                     values = heads(a.convolved, 2 * shape.keyHeads, shape.valueHeads),
                     gate = heads(a.gate, 0, shape.valueHeads), out = heads(a.out, 0, shape.valueHeads);

    ops::rmsNorm(commands, x, w.norm, hyper.normEpsilon, a.normed);
    project(commands, w, a);
    ops::shortConvolution(commands, a.projected, w.convolution, states, layer.tails, a.convolved);
    ops::unitHeads(commands, queries, hyper.normEpsilon, float(1 / std::sqrt(double(width))), queries);
    ops::unitHeads(commands, keys, hyper.normEpsilon, 1, keys);
    ops::deltaRule(commands, queries, keys, values, gatesOf(shape, w, a), shape.keyHeadsAlternate, states,
                   layer.matrices, out);
    ops::rmsNormPerHead(commands, out, w.headNorm, hyper.normEpsilon, out);
    ops::applyGate(commands, out, gate, ops::GateKind::Silu, out);
    ops::carry(commands, x, y);
    ops::linear(commands, w.output, a.out, y, ops::Accumulate::Yes);
}

} // namespace deepscope
