#include "model/deepseek2.h"

#include "ops/attention.h"
#include "ops/latent_row.h"
#include "ops/linear.h"
#include "ops/linear_per_head.h"
#include "ops/rms_norm.h"
#include "ops/rope.h"

namespace deepscope {

MemoryBlock Deepseek2::attentionBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    placeDeepseek2Activations(counting, hyper, rows);
    return {counting.used(), counting.largest()};
}

Deepseek2::Deepseek2(const PassParts &parts)
    : Decoder(parts), m_weights(takeDeepseek2Attention(parts.weights, parts.hyper)),
      m_scratch(parts.device, attentionBlock(parts.hyper, parts.step.mostRows()).bytes, gpu::MemoryUse::DeviceLocal)
{
    gpu::Arena scratch(&m_scratch);
    m_activations = placeDeepseek2Activations(scratch, parts.hyper, parts.step.mostRows());
}

// DeepSeek-V2, 2.1: x += W^O W^UV attention(W^UK^T q, c_KV). The up-projections of keys and values are absorbed into
// the query and the output, so that attention reads the latent cache and nothing else.
void Deepseek2::attention(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &x,
                          const gpu::Tensor &normed) const
{
    const Deepseek2Attention &w = m_weights[layer];
    const Deepseek2Activations a = m_activations.rows(x.rows);
    const uint32_t heads = hyper().heads, latent = hyper().latent, latentHead = latent + hyper().rope;
    const ops::Heads queries{a.absorbed.columnSlice(0, latentHead), heads, latentHead};
    const ops::Heads attended{a.attended.columnSlice(0, latent), heads, latent};
    const ops::Heads values{a.values.columnSlice(0, hyper().value), heads, hyper().value};
    const ops::CacheRows &cached = cache().layer(layer).keys; // [c_KV | k_R]

    ops::rmsNorm(commands, x, w.norm, hyper().normEpsilon, normed);
    keyValue(commands, layer, normed, a);
    query(commands, w, normed, a);
    ops::attention(commands, queries, cached, cached.firstColumns(latent), step(x.rows), hyper().attentionScale,
                   a.attentionScratch, attended);
    ops::linearPerHead(commands, w.valueUp, attended, values);
    ops::linear(commands, w.output, a.values, x, ops::Accumulate::Yes);
}

// c_KV = norm(W^DKV h), k_R = rope(W^KR h): all that the cache keeps.
void Deepseek2::keyValue(gpu::Commands &commands, uint32_t layer, const gpu::Tensor &normed,
                         const Deepseek2Activations &a) const
{
    const Deepseek2Attention &w = m_weights[layer];
    ops::linear(commands, w.keyValueDown, normed, a.keyValue);
    ops::latentRow(commands, a.keyValue, w.keyValueNorm, hyper().normEpsilon, ropeFrequencies(), hyper().ropePairing,
                   step(normed.rows), cache().layer(layer).keys);
}

// q = W^UQ norm(W^DQ h), or W^Q h; each head becomes [W^UK^T q_nope | rope(q_rope)].
void Deepseek2::query(gpu::Commands &commands, const Deepseek2Attention &w, const gpu::Tensor &normed,
                      const Deepseek2Activations &a) const
{
    if (hyper().queryLatent > 0) {
        ops::linear(commands, w.queryDown, normed, a.queryLatent);
        ops::rmsNorm(commands, a.queryLatent, w.queryNorm, hyper().normEpsilon, a.queryLatent);
        ops::linear(commands, w.queryUp, a.queryLatent, a.query);
    } else {
        ops::linear(commands, w.query, normed, a.query);
    }
    const uint32_t head = hyper().head(), latentHead = hyper().latent + hyper().rope, heads = hyper().heads;
    const ops::Heads nope{a.query.columnSlice(0, hyper().nope), heads, head};
    const ops::Heads rope{a.query.columnSlice(hyper().nope, hyper().rope), heads, head};
    const ops::Heads absorbed{a.absorbed.columnSlice(0, hyper().latent), heads, latentHead};
    const ops::Heads rotated{a.absorbed.columnSlice(hyper().latent, hyper().rope), heads, latentHead};
    commands.independent([&] {
        if (w.keyUpTransposed)
            ops::linearPerHeadTransposed(commands, w.keyUp, nope, absorbed);
        else
            ops::linearPerHead(commands, w.keyUp, nope, absorbed);
        ops::rope(commands, rope, rotated, step(normed.rows), ropeFrequencies(), hyper().ropePairing);
    });
}

} // namespace deepscope
