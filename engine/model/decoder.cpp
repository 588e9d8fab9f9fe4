#include "model/decoder.h"

#include "model/tensor_check.h"
#include "ops/embed.h"
#include "ops/linear.h"
#include "ops/rms_norm.h"

namespace deepscope {

Decoder::Activations Decoder::place(gpu::Arena &arena, const Hyperparameters &hyper)
{
    return {arena.place(TensorType::F32, hyper.embedding, BatchTokens),
            arena.place(TensorType::F32, hyper.embedding, BatchTokens), placeFeedForward(arena, hyper, BatchTokens)};
}

MemoryBlock Decoder::activationBlock(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    place(counting, hyper);
    return {counting.used(), counting.largest()};
}

Decoder::Decoder(const PassParts &parts)
    : m_hyper(parts.hyper), m_cache(parts.cache), m_step(parts.step),
      m_embedding(parts.weights.require("token_embd.weight")),
      m_outputNorm(parts.weights.require("output_norm.weight")), m_output(parts.weights.find("output.weight")),
      m_scratch(parts.device, activationBlock(parts.hyper).bytes, gpu::MemoryUse::DeviceLocal)
{
    if (!m_output)
        m_output = m_embedding;
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer)
        m_feedForward.push_back(takeFeedForward(parts.weights, m_hyper, layer));
    gpu::Arena scratch(&m_scratch);
    m_activations = place(scratch, m_hyper);
}

void Decoder::record(gpu::Commands &commands, StageClock &clock, uint32_t tokens, LogitsRows rows) const
{
    const gpu::Tensor x = m_activations.x.rowSlice(0, tokens), normed = m_activations.normed.rowSlice(0, tokens);
    clock.start(commands);
    m_step.bringInput(commands);
    ops::embed(commands, m_embedding, m_step.tokens.columnSlice(0, tokens), x);
    clock.mark(commands, Stage::Embed);
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer) {
        attention(commands, layer, x, normed);
        clock.mark(commands, Stage::Attention);
        const bool experts = m_hyper.layerHasExperts(layer);
        feedForward(commands, clock, m_feedForward[layer], m_hyper,
                    experts ? &m_step.routing[layer - m_hyper.denseLayers] : nullptr, m_activations.feedForward, normed,
                    x);
    }
    logits(commands, x, normed, rows);
    clock.mark(commands, Stage::Logits);
}

void Decoder::logits(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &normed, LogitsRows rows) const
{
    const gpu::Tensor from = rows == LogitsRows::Last ? x.rowSlice(x.rows - 1, 1) : x;
    const gpu::Tensor to = normed.rowSlice(0, from.rows);
    ops::rmsNorm(commands, from, m_outputNorm, m_hyper.normEpsilon, to);
    ops::linear(commands, m_output, to, m_step.logits.rowSlice(0, from.rows));
}

void checkDecoderTensors(const GgufFile &file, const Hyperparameters &hyper)
{
    requireShape(file, "token_embd.weight", {hyper.embedding, hyper.vocabulary, 1});
    requireVector(file, "output_norm.weight", hyper.embedding);
    if (file.findTensor("output.weight")) // else tied to the embedding
        requireShape(file, "output.weight", {hyper.embedding, hyper.vocabulary, 1});
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        checkFeedForward(file, hyper, layer);
}

} // namespace deepscope
