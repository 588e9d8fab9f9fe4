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

GroupedAttentionActivations GroupedDecoder::place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t count)
{
    const auto rows = [&](uint32_t heads, uint32_t columns) {
        return arena.place(TensorType::F32, heads * columns, count);
    };
    GroupedAttentionActivations a;
    a.query = rows(hyper.heads, hyper.head());
    a.key = rows(hyper.keyValueHeads, hyper.head());
    a.value = rows(hyper.keyValueHeads, hyper.value);
    a.attended = rows(hyper.heads, hyper.value);
    a.scratch = ops::placeAttentionScratch(arena, hyper.contextLength, hyper.heads, hyper.value);
    return a;
}

MemoryBlock GroupedDecoder::attentionBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    place(counting, hyper, rows);
    return {counting.used(), counting.largest()};
}

GroupedDecoder::GroupedDecoder(const PassParts &parts)
    : Decoder(parts),
      m_scratch(parts.device, attentionBlock(parts.hyper, parts.step.mostRows()).bytes, gpu::MemoryUse::DeviceLocal)
{
    for (uint32_t layer = 0; layer < parts.hyper.layers; ++layer)
        m_weights.push_back(takeAttention(parts.weights, layer));
    gpu::Arena scratch(&m_scratch);
    m_activations = place(scratch, parts.hyper, parts.step.mostRows());
}

GroupedDecoder::Work GroupedDecoder::begin(gpu::Commands &commands, uint32_t layer, uint32_t tokens) const
{
    GroupedAttentionActivations a = m_activations;
    for (gpu::Tensor *tensor : {&a.query, &a.key, &a.value, &a.attended})
        *tensor = tensor->rowSlice(0, tokens);
    return {commands, step(tokens), cache().layer(layer), m_weights[layer], a};
}

void GroupedDecoder::project(const Work &work, const gpu::Tensor &x, const gpu::Tensor &normed) const
{
    gpu::Commands &commands = work.commands;
    ops::rmsNorm(commands, x, work.w.norm, hyper().normEpsilon, normed);
    ops::linear(commands, work.w.query, normed, work.a.query);
    ops::linear(commands, work.w.key, normed, work.a.key);
    ops::linear(commands, work.w.value, normed, work.a.value);
    addWhereThere(commands, work.w.queryBias, work.a.query);
    addWhereThere(commands, work.w.keyBias, work.a.key);
    addWhereThere(commands, work.w.valueBias, work.a.value);
}

ops::Heads GroupedDecoder::queryHeads(const Work &work) const
{
    return {work.a.query.columnSlice(0, hyper().head()), hyper().heads, hyper().head()};
}

ops::Heads GroupedDecoder::keyHeads(const Work &work) const
{
    return {work.a.key.columnSlice(0, hyper().head()), hyper().keyValueHeads, hyper().head()};
}

void GroupedDecoder::normHeads(const Work &work) const
{
    const ops::Heads queries = queryHeads(work), keys = keyHeads(work);
    ops::rmsNormPerHead(work.commands, queries, work.w.queryNorm, hyper().normEpsilon, queries);
    ops::rmsNormPerHead(work.commands, keys, work.w.keyNorm, hyper().normEpsilon, keys);
}

void GroupedDecoder::normRows(const Work &work) const
{
    ops::rmsNorm(work.commands, work.a.query, work.w.queryNorm, hyper().normEpsilon, work.a.query);
    ops::rmsNorm(work.commands, work.a.key, work.w.keyNorm, hyper().normEpsilon, work.a.key);
}

void GroupedDecoder::rotate(const Work &work) const
{
    const auto rotated = [&](ops::Heads heads) { // the first columns of every head turn
        heads.first = heads.first.columnSlice(0, hyper().rope);
        ops::rope(work.commands, heads, heads, work.rows, ropeFrequencies(), hyper().ropePairing);
    };
    rotated(queryHeads(work));
    rotated(keyHeads(work));
}

void GroupedDecoder::attend(const Work &work, const gpu::Tensor &x) const
{
    gpu::Commands &commands = work.commands;
    const uint32_t value = hyper().value;
    const ops::Heads values{work.a.value.columnSlice(0, value), hyper().keyValueHeads, value};
    const ops::Heads attended{work.a.attended.columnSlice(0, value), hyper().heads, value};
    ops::cacheWrite(commands, keyHeads(work), work.rows, work.cache.keys);
    ops::cacheWrite(commands, values, work.rows, work.cache.values);
    ops::attention(commands, queryHeads(work), work.cache.keys, work.cache.values, work.rows, hyper().attentionScale,
                   work.a.scratch, attended);
    ops::linear(commands, work.w.output, work.a.attended, x, ops::Accumulate::Yes);
    addWhereThere(commands, work.w.outputBias, x);
}

} // namespace deepscope
