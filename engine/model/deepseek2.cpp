#include "model/deepseek2.h"

#include "ops/cache_write.h"
#include "ops/embed.h"
#include "ops/experts.h"
#include "ops/gate_up.h"
#include "ops/latent_attention.h"
#include "ops/linear.h"
#include "ops/linear_per_head.h"
#include "ops/rms_norm.h"
#include "ops/rope.h"
#include "ops/route.h"

#include <cstring>

namespace deepscope {

uint64_t Deepseek2::activationBytes(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    placeActivations(counting, hyper, BatchTokens);
    return counting.used();
}

Deepseek2::Deepseek2(const PassParts &parts)
    : m_hyper(parts.hyper), m_cache(parts.cache), m_step(parts.step), m_weights(parts.hyper, parts.weights),
      m_scratch(parts.device, activationBytes(parts.hyper), gpu::MemoryUse::DeviceLocal),
      m_frequencyBuffer(parts.device, (parts.hyper.rope / 2 + gpu::ChunkElements) * sizeof(float),
                        gpu::MemoryUse::Upload)
{
    gpu::Arena scratch(&m_scratch);
    m_activations = placeActivations(scratch, m_hyper, BatchTokens);
    m_ropeFrequencies = gpu::Arena(&m_frequencyBuffer).place(TensorType::F32, m_hyper.rope / 2, 1);
    std::memcpy(m_frequencyBuffer.mapped(), m_hyper.ropeFrequencies.data(), m_hyper.rope / 2 * sizeof(float));
}

void Deepseek2::record(gpu::Commands &commands, StageClock &clock, uint32_t tokens, LogitsRows rows) const
{
    const Deepseek2Activations a = m_activations.rows(tokens, m_hyper.router.used);
    clock.start(commands);
    ops::embed(commands, m_weights.embedding, m_step.tokens.columnSlice(0, tokens), a.x);
    clock.mark(commands, Stage::Embed);
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer) {
        attention(commands, layer, a);
        clock.mark(commands, Stage::Attention);
        feedForward(commands, clock, layer, a);
    }
    logits(commands, a, rows);
    clock.mark(commands, Stage::Logits);
}

// DeepSeek-V2, 2.1: x += W^O W^UV attention(W^UK^T q, c_KV). The up-projections of keys and values are absorbed into
// the query and the output, so that attention reads the latent cache and nothing else.
void Deepseek2::attention(gpu::Commands &commands, uint32_t layer, const Deepseek2Activations &a) const
{
    const Deepseek2Attention &w = m_weights.layers[layer].attention;
    const uint32_t latentHead = m_hyper.latent + m_hyper.rope;
    const ops::Heads queries{a.absorbed.columnSlice(0, latentHead), m_hyper.heads, latentHead};
    const ops::Heads attended{a.attended.columnSlice(0, m_hyper.latent), m_hyper.heads, m_hyper.latent};
    const ops::Heads values{a.values.columnSlice(0, m_hyper.value), m_hyper.heads, m_hyper.value};

    ops::rmsNorm(commands, a.x, w.norm, m_hyper.normEpsilon, a.normed);
    keyValue(commands, layer, a);
    query(commands, w, a);
    ops::latentAttention(commands, queries, m_cache.layer(layer), m_step.step,
                         {m_hyper.latent, m_hyper.rope, m_hyper.attentionScale}, a.attentionScratch, attended);
    ops::linearPerHead(commands, w.valueUp, attended, values);
    ops::linear(commands, w.output, a.values, a.x, ops::Accumulate::Yes);
}

// c_KV = norm(W^DKV h), k_R = rope(W^KR h): all that the cache keeps.
void Deepseek2::keyValue(gpu::Commands &commands, uint32_t layer, const Deepseek2Activations &a) const
{
    const Deepseek2Attention &w = m_weights.layers[layer].attention;
    const gpu::Tensor latent = a.keyValue.columnSlice(0, m_hyper.latent);
    const gpu::Tensor ropeKey = a.keyValue.columnSlice(m_hyper.latent, m_hyper.rope);
    const ops::Heads shared{ropeKey, 1, m_hyper.rope};
    ops::linear(commands, w.keyValueDown, a.normed, a.keyValue);
    commands.independent([&] {
        ops::rmsNorm(commands, latent, w.keyValueNorm, m_hyper.normEpsilon, latent);
        ops::rope(commands, shared, shared, m_step.step, m_ropeFrequencies, m_hyper.ropePairing);
    });
    ops::cacheWrite(commands, latent, ropeKey, m_step.step, m_cache.layer(layer));
}

// q = W^UQ norm(W^DQ h), or W^Q h; each head becomes [W^UK^T q_nope | rope(q_rope)].
void Deepseek2::query(gpu::Commands &commands, const Deepseek2Attention &w, const Deepseek2Activations &a) const
{
    if (m_hyper.queryLatent > 0) {
        ops::linear(commands, w.queryDown, a.normed, a.queryLatent);
        ops::rmsNorm(commands, a.queryLatent, w.queryNorm, m_hyper.normEpsilon, a.queryLatent);
        ops::linear(commands, w.queryUp, a.queryLatent, a.query);
    } else {
        ops::linear(commands, w.query, a.normed, a.query);
    }
    const uint32_t head = m_hyper.head(), latentHead = m_hyper.latent + m_hyper.rope, heads = m_hyper.heads;
    const ops::Heads nope{a.query.columnSlice(0, m_hyper.nope), heads, head};
    const ops::Heads rope{a.query.columnSlice(m_hyper.nope, m_hyper.rope), heads, head};
    const ops::Heads absorbed{a.absorbed.columnSlice(0, m_hyper.latent), heads, latentHead};
    const ops::Heads rotated{a.absorbed.columnSlice(m_hyper.latent, m_hyper.rope), heads, latentHead};
    commands.independent([&] {
        if (w.keyUpTransposed)
            ops::linearPerHeadTransposed(commands, w.keyUp, nope, absorbed);
        else
            ops::linearPerHead(commands, w.keyUp, nope, absorbed);
        ops::rope(commands, rope, rotated, m_step.step, m_ropeFrequencies, m_hyper.ropePairing);
    });
}

void Deepseek2::feedForward(gpu::Commands &commands, StageClock &clock, uint32_t layer,
                            const Deepseek2Activations &a) const
{
    const Deepseek2FeedForward &w = m_weights.layers[layer].feedForward;
    ops::rmsNorm(commands, a.x, w.norm, m_hyper.normEpsilon, a.normed);
    if (w.router)
        experts(commands, clock, layer, a);
    if (w.gate) {
        const gpu::Tensor hidden = a.hidden.columnSlice(0, w.gate.rows);
        ops::gateUp(commands, w.gate, w.up, a.normed, hidden);
        ops::linear(commands, w.down, hidden, a.x, ops::Accumulate::Yes);
    }
    clock.mark(commands, Stage::Experts);
}

// DeepSeek-V3, 2.1.2: x += sum over the chosen experts of their weight times down(silu(gate h) * up h).
void Deepseek2::experts(gpu::Commands &commands, StageClock &clock, uint32_t layer, const Deepseek2Activations &a) const
{
    const Deepseek2FeedForward &w = m_weights.layers[layer].feedForward;
    const RoutingRows &routing = m_step.routing[layer - m_hyper.denseLayers];
    const gpu::Tensor ids = routing.ids.rowSlice(0, a.x.rows), weights = routing.weights.rowSlice(0, a.x.rows);
    ops::linear(commands, w.router, a.normed, a.routerLogits);
    ops::route(commands, a.routerLogits, w.routerBias, m_hyper.router, ids, weights);
    clock.mark(commands, Stage::Router);
    ops::expertGateUp(commands, w.expertGate, w.expertUp, a.normed, ids, a.experts, a.expertHidden);
    ops::expertDown(commands, w.expertDown, a.expertHidden, ids, weights, a.experts, a.x);
}

void Deepseek2::logits(gpu::Commands &commands, const Deepseek2Activations &a, LogitsRows rows) const
{
    const bool last = rows == LogitsRows::Last;
    const gpu::Tensor x = last ? a.x.rowSlice(a.x.rows - 1, 1) : a.x;
    const gpu::Tensor normed = a.normed.rowSlice(0, x.rows);
    ops::rmsNorm(commands, x, m_weights.outputNorm, m_hyper.normEpsilon, normed);
    ops::linear(commands, m_weights.output, normed, m_step.logits.rowSlice(0, x.rows));
}

} // namespace deepscope
