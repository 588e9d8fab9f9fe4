#include "model/grouped_decoder.h"

#include "ops/add_bias.h"
#include "ops/attention.h"
#include "ops/cache_write.h"
#include "ops/linear.h"
#include "ops/rms_norm.h"
#include "ops/rope.h"

namespace deepscope {

namespace {

GroupedAttentionWeights takeAttention(const WeightStore &store, uint32_t layer)
{
    const std::string block = "blk." + std::to_string(layer) + ".attn_";
    return {store.require(block + "norm.weight"), store.require(block + "q.weight"),
            store.require(block + "k.weight"),    store.require(block + "v.weight"),
            store.find(block + "q.bias"),         store.find(block + "k.bias"),
            store.find(block + "v.bias"),         store.find(block + "q_norm.weight"),
            store.find(block + "k_norm.weight"),  store.require(block + "output.weight"),
            store.find(block + "output.bias")};
}

void addWhereThere(gpu::Commands &commands, const gpu::Tensor &bias, const gpu::Tensor &y)
{
    if (bias)
        ops::addBias(commands, bias, y);
}

} // namespace

GroupedAttentionActivations GroupedDecoder::place(gpu::Arena &arena, const Hyperparameters &hyper)
{
    const auto rows = [&](uint32_t heads, uint32_t columns) {
        return arena.place(TensorType::F32, heads * columns, BatchTokens);
    };
    GroupedAttentionActivations a;
    a.query = rows(hyper.heads, hyper.head());
    a.key = rows(hyper.keyValueHeads, hyper.head());
    a.value = rows(hyper.keyValueHeads, hyper.value);
    a.attended = rows(hyper.heads, hyper.value);
    a.scratch = ops::placeAttentionScratch(arena, BatchTokens, hyper.heads, hyper.value);
    return a;
}

MemoryBlock GroupedDecoder::attentionBlock(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    place(counting, hyper);
    return {counting.used(), counting.largest()};
}

GroupedDecoder::GroupedDecoder(const PassParts &parts)
    : Decoder(parts), m_scratch(parts.device, attentionBlock(parts.hyper).bytes, gpu::MemoryUse::DeviceLocal)
{
    for (uint32_t layer = 0; layer < parts.hyper.layers; ++layer)
        m_weights.push_back(takeAttention(parts.weights, layer));
    gpu::Arena scratch(&m_scratch);
    m_activations = place(scratch, parts.hyper);
}

GroupedDecoder::Step GroupedDecoder::begin(gpu::Commands &commands, uint32_t layer, uint32_t tokens) const
{
    GroupedAttentionActivations a = m_activations;
    for (gpu::Tensor *tensor : {&a.query, &a.key, &a.value, &a.attended})
        *tensor = tensor->rowSlice(0, tokens);
    return {commands, cache().layer(layer), m_weights[layer], a};
}

void GroupedDecoder::project(const Step &step, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    gpu::Commands &commands = step.commands;
    ops::rmsNorm(commands, x, step.w.norm, hyper().normEpsilon, normed);
    ops::linear(commands, step.w.query, normed, step.a.query);
    ops::linear(commands, step.w.key, normed, step.a.key);
    ops::linear(commands, step.w.value, normed, step.a.value);
    addWhereThere(commands, step.w.queryBias, step.a.query);
    addWhereThere(commands, step.w.keyBias, step.a.key);
    addWhereThere(commands, step.w.valueBias, step.a.value);
}

ops::Heads GroupedDecoder::queryHeads(const Step &step) const
{
    return {step.a.query.columnSlice(0, hyper().head()), hyper().heads, hyper().head()};
}

ops::Heads GroupedDecoder::keyHeads(const Step &step) const
{
    return {step.a.key.columnSlice(0, hyper().head()), hyper().keyValueHeads, hyper().head()};
}

void GroupedDecoder::normHeads(const Step &step) const
{
    const ops::Heads queries = queryHeads(step), keys = keyHeads(step);
    ops::rmsNormPerHead(step.commands, queries, step.w.queryNorm, hyper().normEpsilon, queries);
    ops::rmsNormPerHead(step.commands, keys, step.w.keyNorm, hyper().normEpsilon, keys);
}

void GroupedDecoder::normRows(const Step &step) const
{
    ops::rmsNorm(step.commands, step.a.query, step.w.queryNorm, hyper().normEpsilon, step.a.query);
    ops::rmsNorm(step.commands, step.a.key, step.w.keyNorm, hyper().normEpsilon, step.a.key);
}

void GroupedDecoder::rotate(const Step &step) const
{
    const auto rotated = [&](ops::Heads heads) { // the first columns of every head turn
        heads.first = heads.first.columnSlice(0, hyper().rope);
        ops::rope(step.commands, heads, heads, this->step(), ropeFrequencies(), hyper().ropePairing);
    };
    rotated(queryHeads(step));
    rotated(keyHeads(step));
}

void GroupedDecoder::attend(const Step &step, const gpu::Tensor &x) const
{
    gpu::Commands &commands = step.commands;
    const uint32_t value = hyper().value;
    const ops::Heads values{step.a.value.columnSlice(0, value), hyper().keyValueHeads, value};
    const ops::Heads attended{step.a.attended.columnSlice(0, value), hyper().heads, value};
    ops::cacheWrite(commands, keyHeads(step), this->step(), step.cache.keys);
    ops::cacheWrite(commands, values, this->step(), step.cache.values);
    ops::attention(commands, queryHeads(step), step.cache.keys, step.cache.values, this->step(), hyper().attentionScale,
                   step.a.scratch, attended);
    ops::linear(commands, step.w.output, step.a.attended, x, ops::Accumulate::Yes);
    addWhereThere(commands, step.w.outputBias, x);
}

} // namespace deepscope
