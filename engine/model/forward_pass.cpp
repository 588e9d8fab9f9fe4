#include "model/forward_pass.h"

#include "ops/ops.h"

#include <algorithm>

namespace deepscope {

namespace {

// rows x embedding, and the same as a part of a layer wants it.
struct Residual {
    gpu::Tensor x, normed;
};

Residual placeResidual(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    return {arena.place(TensorType::F32, hyper.embedding, rows), arena.place(TensorType::F32, hyper.embedding, rows)};
}

void widen(MemoryBlock &block, const gpu::Arena &arena)
{
    block = {std::max(block.bytes, arena.used()), std::max(block.largest, arena.largest())};
}

LatentLayer makeLayer(const LatentAttention &shape, const LatentWeights &w, const LatentActivations &a,
                      const KvCache &cache, uint32_t number)
{
    return {shape, w, a, cache.layer(number).at(0)};
}

GroupedLayer makeLayer(const GroupedAttention &shape, const GroupedWeights &w, const GroupedActivations &a,
                       const KvCache &cache, uint32_t number)
{
    return {shape, w, a, cache.layer(number).at(0), cache.layer(number).at(1)};
}

DeltaLayer makeLayer(const DeltaNet &shape, const DeltaWeights &w, const DeltaActivations &a, const KvCache &cache,
                     uint32_t number)
{
    return {shape, w, a, cache.fixed(number).at(0), cache.fixed(number).at(1)};
}

// Attention looks at rows, all or those that are still seen; and what it compared can be tapped.
void attend(gpu::Commands &commands, const auto &layer, const Hyperparameters &hyper, const Step &step,
            const gpu::Tensor &x, const gpu::Tensor &seenUntil, const gpu::Tensor &scores)
{
    forward(commands, layer, hyper, step, x, x, seenUntil);
    if (scores)
        tapScores(commands, layer, step, x.rows, scores);
}

void attend(gpu::Commands &commands, const DeltaLayer &layer, const Hyperparameters &hyper, const Step &step,
            const gpu::Tensor &x, const gpu::Tensor &, const gpu::Tensor &)
{
    forward(commands, layer, hyper, step, x, x);
}

GatedUnitLayer makeLayer(const GatedUnit &shape, const GatedUnitWeights &w, const GatedUnitActivations &a)
{
    return {shape, w, a};
}

MixtureLayer makeLayer(const Mixture &shape, const MixtureWeights &w, const MixtureActivations &a)
{
    return {shape, w, a, {}};
}

} // namespace

MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena others;
    const gpu::Tensor normed = placeResidual(others, hyper, rows).normed;
    MemoryBlock block;
    for (const LayerShape &layer : hyper.layers) {
        gpu::Arena arena;
        std::visit([&](const auto &mixer) { placeActivations(arena, mixer, normed, hyper.contextLength); },
                   layer.mixer);
        widen(block, arena);
    }
    return block;
}

MemoryBlock activationBlock(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena common;
    const gpu::Tensor normed = placeResidual(common, hyper, rows).normed;
    MemoryBlock block;
    for (const LayerShape &layer : hyper.layers) {
        gpu::Arena arena = common;
        std::visit([&](const auto &feedForward) { placeActivations(arena, feedForward, normed); }, layer.feedForward);
        widen(block, arena);
    }
    return block;
}

ForwardPass::ForwardPass(const PassParts &parts)
    : m_hyper(parts.hyper), m_step(parts.step), m_embedding(parts.weights.require("token_embd.weight")),
      m_outputNorm(parts.weights.require("output_norm.weight")), m_output(parts.weights.find("output.weight")),
      m_attention(parts.device, attentionBlock(m_hyper, m_step.mostRows()).bytes, gpu::MemoryUse::DeviceLocal,
                  {MemoryPurpose::Attention}),
      m_activations(parts.device, activationBlock(m_hyper, m_step.mostRows()).bytes, gpu::MemoryUse::DeviceLocal,
                    {MemoryPurpose::Activations})
{
    if (!m_output)
        m_output = m_embedding;
    gpu::Arena common(&m_activations);
    const Residual residual = placeResidual(common, m_hyper, m_step.mostRows());
    m_x = residual.x;
    m_normed = residual.normed;
    auto routing = m_step.routing.begin();
    for (uint32_t i = 0; i < m_hyper.layerCount(); ++i) {
        gpu::Arena attention(&m_attention), others = common; // the same for each layer
        const auto mixer = [&](const auto &shape) -> MixerLayer {
            return makeLayer(shape, takeWeights(parts.weights, i, shape),
                             placeActivations(attention, shape, m_normed, m_hyper.contextLength), parts.cache, i);
        };
        const auto feedForward = [&](const auto &shape) -> FeedForwardLayer {
            return makeLayer(shape, takeWeights(parts.weights, i, shape), placeActivations(others, shape, m_normed));
        };
        const LayerShape &shape = m_hyper.layers[i];
        m_layers.push_back({std::visit(mixer, shape.mixer), std::visit(feedForward, shape.feedForward)});
        if (auto *mixture = std::get_if<MixtureLayer>(&m_layers.back().feedForward))
            mixture->routing = *routing++;
    }
}

// x = embedding of each token; x += attention(norm(x)) and x += feed-forward(norm(x)), layer by layer; then the logits.
void ForwardPass::record(gpu::Commands &commands, StageClock &clock, const StepShape &shape) const
{
    const gpu::Tensor x = m_x.rowSlice(0, shape.rows);
    clock.start(commands);
    m_step.bringInput(commands, shape);
    // A row of the step begins with its token.
    ops::embed(commands, m_embedding, m_step.rows(shape.rows).rows, ops::StepRows::RowWords, x);
    clock.mark(commands, Stage::Embed);
    uint32_t expertLayer = 0, number = 0;
    for (const Layer &layer : m_layers) {
        const gpu::Tensor seenUntil = shape.masked ? m_step.mask().layer(number) : gpu::Tensor();
        const gpu::Tensor scores =
            shape.taps.attention.has(number) ? m_step.attention().scores(shape.taps.attention, number) : gpu::Tensor();
        std::visit([&](const auto &mixer) { attend(commands, mixer, m_hyper, m_step, x, seenUntil, scores); },
                   layer.mixer);
        ++number;
        clock.mark(commands, Stage::Attention);
        if (const auto *mixture = std::get_if<MixtureLayer>(&layer.feedForward); mixture && shape.choices > 0) {
            const RouterUse use = m_step.routerUse(shape, expertLayer++);
            forward(commands, clock, *mixture, m_hyper, x, x, &use);
        } else {
            std::visit([&](const auto &feedForward) { forward(commands, clock, feedForward, m_hyper, x, x); },
                       layer.feedForward);
        }
        clock.mark(commands, Stage::Experts);
    }
    if (shape.outputs > 0)
        logits(commands, shape);
    if (shape.outputs > 0 && shape.draws != Draws::None) {
        clock.part(commands, Stage::Logits);
        m_step.draw(commands, shape);
        clock.part(commands, Stage::Sample);
    }
    clock.mark(commands, Stage::Logits);
}

void ForwardPass::logits(gpu::Commands &commands, const StepShape &shape) const
{
    const gpu::Tensor normed = m_normed.rowSlice(0, shape.outputs);
    gpu::Tensor from = m_x.rowSlice(0, shape.rows);
    if (shape.outputs < shape.rows) { // else each row wants them
        ops::embed(commands, m_x, m_step.outputRows(shape.outputs), 1, normed);
        from = normed;
    }
    ops::rmsNorm(commands, from, m_outputNorm, m_hyper.normEpsilon, normed);
    ops::linear(commands, m_output, normed, m_step.logits.rowSlice(0, shape.outputs));
}

} // namespace deepscope
