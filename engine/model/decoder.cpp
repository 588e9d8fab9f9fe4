#include "model/decoder.h"

#include "model/tensor_check.h"
#include "ops/embed.h"
#include "ops/linear.h"
#include "ops/rms_norm.h"

namespace deepscope {

Decoder::Activations Decoder::place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    return {arena.place(TensorType::F32, hyper.embedding, rows), arena.place(TensorType::F32, hyper.embedding, rows),
            placeFeedForward(arena, hyper, rows)};
}

MemoryBlock Decoder::activationBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    place(counting, hyper, rows);
    return {counting.used(), counting.largest()};
}

Decoder::Decoder(const PassParts &parts)
    : m_hyper(parts.hyper), m_cache(parts.cache), m_step(parts.step),
      m_embedding(parts.weights.require("token_embd.weight")),
      m_outputNorm(parts.weights.require("output_norm.weight")), m_output(parts.weights.find("output.weight")),
      m_scratch(parts.device, activationBlock(parts.hyper, parts.step.mostRows()).bytes, gpu::MemoryUse::DeviceLocal)
{
    if (!m_output)
        m_output = m_embedding;
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer)
        m_feedForward.push_back(takeFeedForward(parts.weights, m_hyper, layer));
    gpu::Arena scratch(&m_scratch);
    m_activations = place(scratch, m_hyper, m_step.mostRows());
}

void Decoder::record(gpu::Commands &commands, StageClock &clock, const StepShape &shape) const
{
    const gpu::Tensor x = m_activations.x.rowSlice(0, shape.rows);
    const gpu::Tensor normed = m_activations.normed.rowSlice(0, shape.rows);
    clock.start(commands);
    m_step.bringInput(commands, shape);
    ops::embed(commands, m_embedding, step(shape.rows).rows, ops::StepRows::RowWords, x); // a row begins with its token
    clock.mark(commands, Stage::Embed);
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer) {
        attention(commands, layer, x, normed);
        clock.mark(commands, Stage::Attention);
        const bool experts = m_hyper.layerHasExperts(layer);
        feedForward(commands, clock, m_feedForward[layer], m_hyper,
                    experts ? &m_step.routing[layer - m_hyper.denseLayers] : nullptr, m_activations.feedForward, normed,
                    x);
    }
    if (shape.outputs > 0)
        logits(commands, shape);
    clock.mark(commands, Stage::Logits);
}

void Decoder::logits(gpu::Commands &commands, const StepShape &shape) const
{
    const gpu::Tensor normed = m_activations.normed.rowSlice(0, shape.outputs);
    gpu::Tensor from = m_activations.x.rowSlice(0, shape.rows);
    if (shape.outputs < shape.rows) { // else each row wants them
        ops::embed(commands, m_activations.x, m_step.outputRows(shape.outputs), 1, normed);
        from = normed;
    }
    ops::rmsNorm(commands, from, m_outputNorm, m_hyper.normEpsilon, normed);
    ops::linear(commands, m_output, normed, m_step.logits.rowSlice(0, shape.outputs));
    if (shape.draws != Draws::None)
        m_step.draw(commands, shape);
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
