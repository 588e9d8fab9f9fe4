#include "model/latent_attention.h"

#include "model/needed_tensors.h"
#include "ops/attention.h"
#include "ops/ops.h"

#include <string>

namespace deepscope {

namespace {

std::string namesOf(uint32_t layer) { return "blk." + std::to_string(layer) + ".attn_"; }

// attn_kv_b holds for each head its nope key rows and then its value rows.
void takeJointKeyValue(const gpu::Tensor &joint, const LatentAttention &shape, LatentWeights &w)
{
    gpu::Tensor heads = joint;
    heads.planes = shape.heads;
    heads.rows = shape.nope + shape.value;
    w.keyUp = {heads, 0, shape.nope};
    w.keyUpTransposed = true;
    w.valueUp = {heads, shape.nope, shape.value};
}

// q = W^UQ norm(W^DQ h), or W^Q h.
void query(gpu::Commands &commands, const LatentWeights &w, float epsilon, const LatentActivations &a)
{
    if (!w.queryDown) {
        ops::linear(commands, w.query, a.normed, a.query);
        return;
    }
    ops::linear(commands, w.queryDown, a.normed, a.queryLatent);
    ops::rmsNorm(commands, a.queryLatent, w.queryNorm, epsilon, a.queryLatentNormed);
    ops::linear(commands, w.queryUp, a.queryLatentNormed, a.query);
}

// Each head of the query becomes [W^UK^T q_nope | rope(q_rope)].
void absorb(gpu::Commands &commands, const LatentLayer &layer, const Hyperparameters &hyper, const Step &step,
            const LatentActivations &a)
{
    const LatentAttention &shape = layer.shape;
    const uint32_t heads = shape.heads, head = shape.head(), latentHead = shape.latent + shape.rope;
    const ops::Heads nope{a.query.columnSlice(0, shape.nope), heads, head};
    const ops::Heads rope{a.query.columnSlice(shape.nope, shape.rope), heads, head};
    const ops::Heads absorbed{a.absorbed.columnSlice(0, shape.latent), heads, latentHead};
    const ops::Heads rotated{a.absorbed.columnSlice(shape.latent, shape.rope), heads, latentHead};
    commands.independent([&] {
        if (layer.w.keyUpTransposed)
            ops::linearPerHeadTransposed(commands, layer.w.keyUp, nope, absorbed);
        else
            ops::linearPerHead(commands, layer.w.keyUp, nope, absorbed);
        ops::rope(commands, rope, rotated, step.rows(a.query.rows), step.ropeFrequencies, hyper.ropePairing);
    });
}

} // namespace

void requireTensors(NeededTensors &tensors, uint32_t layer, const LatentAttention &shape, uint64_t embedding)
{
    const std::string names = namesOf(layer);
    const uint64_t heads = shape.heads, head = shape.head();
    tensors.requireVector(names + "norm.weight", embedding);
    if (shape.queryLatent > 0) {
        tensors.require(names + "q_a.weight", {embedding, shape.queryLatent, 1});
        tensors.requireVector(names + "q_a_norm.weight", shape.queryLatent);
        tensors.require(names + "q_b.weight", {shape.queryLatent, heads * head, 1});
    } else {
        tensors.require(names + "q.weight", {embedding, heads * head, 1});
    }
    tensors.require(names + "kv_a_mqa.weight", {embedding, uint64_t(shape.latent) + shape.rope, 1});
    tensors.requireVector(names + "kv_a_norm.weight", shape.latent);
    if (shape.jointKeyValue) {
        tensors.require(names + "kv_b.weight", {shape.latent, heads * (uint64_t(shape.nope) + shape.value), 1});
    } else {
        tensors.require(names + "k_b.weight", {shape.nope, shape.latent, heads});
        tensors.require(names + "v_b.weight", {shape.latent, shape.value, heads});
    }
    tensors.require(names + "output.weight", {heads * shape.value, embedding, 1});
}

LatentWeights takeWeights(const TensorTable &tensors, uint32_t layer, const LatentAttention &shape)
{
    const std::string names = namesOf(layer);
    LatentWeights w;
    w.norm = tensors.require(names + "norm.weight");
    if (shape.queryLatent > 0) {
        w.queryDown = tensors.require(names + "q_a.weight");
        w.queryNorm = tensors.require(names + "q_a_norm.weight");
        w.queryUp = tensors.require(names + "q_b.weight");
    } else {
        w.query = tensors.require(names + "q.weight");
    }
    w.keyValueDown = tensors.require(names + "kv_a_mqa.weight");
    w.keyValueNorm = tensors.require(names + "kv_a_norm.weight");
    if (shape.jointKeyValue) {
        takeJointKeyValue(tensors.require(names + "kv_b.weight"), shape, w);
    } else {
        w.keyUp = {tensors.require(names + "k_b.weight"), 0, shape.latent};
        w.valueUp = {tensors.require(names + "v_b.weight"), 0, shape.value};
    }
    w.output = tensors.require(names + "output.weight");
    return w;
}

LatentActivations placeActivations(gpu::Arena &arena, const LatentAttention &shape, const gpu::Tensor &normed,
                                   uint32_t context)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, normed.rows); };
    LatentActivations a;
    a.normed = normed;
    if (shape.queryLatent > 0)
        a.queryLatent = a.queryLatentNormed = place(shape.queryLatent);
    a.query = place(shape.heads * shape.head());
    a.keyValue = place(shape.latent + shape.rope);
    a.absorbed = place(shape.heads * (shape.latent + shape.rope));
    a.attended = place(shape.heads * shape.latent);
    a.values = place(shape.heads * shape.value);
    a.scratch = ops::placeAttentionScratch(arena, context, shape.heads, shape.latent);
    return a;
}

LatentActivations LatentActivations::rows(uint32_t count) const
{
    LatentActivations a = *this;
    for (gpu::Tensor *tensor :
         {&a.normed, &a.queryLatent, &a.queryLatentNormed, &a.query, &a.keyValue, &a.absorbed, &a.attended, &a.values})
        if (*tensor)
            *tensor = tensor->rowSlice(0, count);
    return a;
}

// y = x + W^O W^UV attention(W^UK^T q, c_KV). The up-projections of keys and values are absorbed into the query and the
// output, so that attention reads the latent cache and nothing else.
void forward(gpu::Commands &commands, const LatentLayer &layer, const Hyperparameters &hyper, const Step &step,
             const gpu::Tensor &x, const gpu::Tensor &y, const gpu::Tensor &seenUntil)
{
    const LatentAttention &shape = layer.shape;
    const LatentWeights &w = layer.w;
    const LatentActivations a = layer.a.rows(x.rows);
    const ops::StepRows rows = step.rows(x.rows);
    const uint32_t latentHead = shape.latent + shape.rope;
    const ops::Heads queries{a.absorbed.columnSlice(0, latentHead), shape.heads, latentHead};
    const ops::Heads attended{a.attended.columnSlice(0, shape.latent), shape.heads, shape.latent};
    const ops::Heads values{a.values.columnSlice(0, shape.value), shape.heads, shape.value};

    ops::rmsNorm(commands, x, w.norm, hyper.normEpsilon, a.normed);
    ops::linear(commands, w.keyValueDown, a.normed, a.keyValue);
    // c_KV = norm(W^DKV h), k_R = rope(W^KR h): all that is kept.
    ops::latentRow(commands, a.keyValue, w.keyValueNorm, hyper.normEpsilon, step.ropeFrequencies, hyper.ropePairing,
                   rows, layer.cache);
    query(commands, w, hyper.normEpsilon, a);
    absorb(commands, layer, hyper, step, a);
    ops::attention(commands, queries, layer.cache, layer.cache.firstColumns(shape.latent), rows,
                   {.scale = shape.scale, .seenUntil = seenUntil}, a.scratch, attended);
    ops::linearPerHead(commands, w.valueUp, attended, values);
    ops::carry(commands, x, y);
    ops::linear(commands, w.output, a.values, y, ops::Accumulate::Yes);
}

void tapScores(gpu::Commands &commands, const LatentLayer &layer, const Step &step, uint32_t rows,
               const gpu::Tensor &scores)
{
    const uint32_t latentHead = layer.shape.latent + layer.shape.rope;
    const gpu::Tensor absorbed = layer.a.rows(rows).absorbed.columnSlice(0, latentHead);
    ops::attentionScores(commands, {absorbed, layer.shape.heads, latentHead}, layer.cache, layer.shape.latent,
                         step.rows(rows), {layer.shape.scale}, scores);
}

} // namespace deepscope
