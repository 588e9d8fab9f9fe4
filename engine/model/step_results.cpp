// Step: what comes back of it.
#include "model/step.h"

#include <algorithm>
#include <bit>

namespace deepscope {

// In one command: to go over from kernels to a copy takes a GPU longer than to copy so few bytes.
void Step::readResults(gpu::Commands &commands, const StepShape &shape, bool withRouting) const
{
    std::vector<gpu::CopyRegion> regions;
    const auto bring = [&](uint64_t at, uint64_t bytes) { regions.push_back({at, at, bytes}); };
    if (withRouting && !routing.empty())
        bring(0, uint64_t(shape.rows) * routingWith(shape.choices)[0].ids.stride * sizeof(float));
    if (shape.outputs > 0 && shape.draws != Draws::None)
        bring(m_drawn.results.offset, shape.outputs * sizeof(args::SampleResult));
    if (!regions.empty())
        commands.copy(m_output, m_readBack[shape.side], regions);
    m_taps.read(commands, shape.taps, shape.rows, shape.choices);
    if (shape.taps.attention.count > 0)
        m_attention.read(commands, shape.taps.attention);
}

void Step::readLogits(gpu::Commands &commands, uint32_t firstOutput, uint32_t outputs) const
{
    const uint64_t row = uint64_t(logits.stride) * sizeof(float), at = logits.offset + firstOutput * row;
    commands.copy(m_output, at, m_readBack[0], at, outputs * row);
}

const uint8_t *Step::readBack(uint32_t side, const gpu::Tensor &tensor, uint32_t row) const
{
    return m_readBack[side].mapped() + tensor.byteOf(row);
}

const float *Step::logitsRow(uint32_t output) const
{
    return reinterpret_cast<const float *>(readBack(0, logits, output));
}

const args::SampleResult &Step::drawn(uint32_t side, uint32_t output) const
{
    return *reinterpret_cast<const args::SampleResult *>(readBack(side, m_drawn.results, output));
}

const uint32_t *Step::routingIds(uint32_t side, uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const uint32_t *>(readBack(side, routing[expertLayer].ids, row));
}

const float *Step::routingWeights(uint32_t side, uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const float *>(readBack(side, routing[expertLayer].weights, row));
}

std::vector<ExpertHit> Step::hits(uint32_t side, uint32_t choices, uint32_t row, uint32_t wanted) const
{
    std::vector<ExpertHit> all;
    const std::vector<RoutingRows> layers = routingWith(choices);
    all.reserve(layers.size() * std::max(ownChoices(), wanted));
    for (size_t i = 0; i < layers.size(); ++i) {
        const RoutingRows &layer = layers[i];
        const auto *ids = reinterpret_cast<const uint32_t *>(readBack(side, layer.ids, row));
        const auto *weights = reinterpret_cast<const float *>(readBack(side, layer.weights, row));
        for (uint32_t k = 0; k < std::max(m_used[i], wanted); ++k)
            all.push_back(k >= layer.ids.columns || (choices > 0 && std::bit_cast<uint32_t>(weights[k]) == 0x80000000)
                              ? ExpertHit{NoExpert, 0}
                              : ExpertHit{uint16_t(ids[k]), weights[k]});
    }
    return all;
}

} // namespace deepscope
