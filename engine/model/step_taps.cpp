#include "model/step_taps.h"

#include "args.h"

#include <algorithm>

namespace deepscope {

namespace {

struct Mixtures {
    uint32_t layers = 0, experts = 0, used = 0; // the most of a layer
};

Mixtures mixturesOf(const Hyperparameters &hyper)
{
    Mixtures all;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer)) {
            ++all.layers;
            all.experts = std::max(all.experts, mixture->router.experts);
            all.used = std::max(all.used, mixture->router.used);
        }
    return all;
}

} // namespace

StepTaps::Places StepTaps::place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    const Mixtures mixtures = mixturesOf(hyper);
    if (mixtures.layers == 0)
        return {};
    return {arena.place(TensorType::F32, 2 * mixtures.layers, rows),
            arena.place(TensorType::F32, mixtures.experts, mixtures.layers * args::TapRows),
            arena.place(TensorType::F32, 2 * mixtures.layers * mixtures.used, rows)};
}

uint64_t StepTaps::plannedBytes(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    place(counting, hyper, rows);
    return 2 * std::max<uint64_t>(counting.used(), gpu::TexelBytes); // nothing of a model without experts
}

StepTaps::StepTaps(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows)
    : m_layers(mixturesOf(hyper).layers), m_used(mixturesOf(hyper).used),
      m_memory(device, plannedBytes(hyper, rows) / 2, gpu::MemoryUse::DeviceLocal, {MemoryPurpose::RouterTap}),
      m_readBack(device, plannedBytes(hyper, rows) / 2, gpu::MemoryUse::ReadBack, {MemoryPurpose::RouterTap})
{
    gpu::Arena arena(&m_memory);
    m_places = place(arena, hyper, rows);
}

gpu::Tensor StepTaps::extentsWith(uint32_t choices) const
{
    return m_places.extents.reshaped(2 * m_layers * std::max(choices, m_used));
}

uint32_t StepTaps::mostRows(uint32_t choices) const { return extentsWith(choices).rows; }

ops::RouterTap StepTaps::ofRouter(uint32_t expertLayer, uint32_t rows) const
{
    return {m_places.margins.columnSlice(2 * expertLayer, 2).rowSlice(0, rows),
            m_places.scores.rowSlice(expertLayer * args::TapRows, args::TapRows)};
}

gpu::Tensor StepTaps::ofOutputs(uint32_t expertLayer, uint32_t choices, uint32_t rows) const
{
    const uint32_t most = std::max(choices, m_used);
    return extentsWith(choices).columnSlice(2 * expertLayer * most, 2 * choices).rowSlice(0, rows);
}

void StepTaps::read(gpu::Commands &commands, const Taps &taps, uint32_t rows, uint32_t choices) const
{
    const auto bring = [&](const gpu::Tensor &tensor, uint32_t count) {
        commands.copy(m_memory, tensor.offset, m_readBack, tensor.offset,
                      uint64_t(count) * tensor.stride * sizeof(float));
    };
    if (m_layers == 0)
        return;
    if (taps.routers) {
        bring(m_places.margins, rows);
        bring(m_places.scores, m_places.scores.rows);
    }
    if (taps.outputs)
        bring(extentsWith(choices), rows);
}

namespace {

const float *valueAt(const gpu::Buffer &buffer, const gpu::Tensor &tensor, uint32_t row, uint32_t column)
{
    return reinterpret_cast<const float *>(buffer.mapped() + tensor.offset) + tensor.first +
           uint64_t(row) * tensor.stride + column;
}

} // namespace

RouterMargin StepTaps::margin(uint32_t expertLayer, uint32_t row) const
{
    const float *two = valueAt(m_readBack, m_places.margins, row, 2 * expertLayer);
    return {two[0], two[1]};
}

std::span<const float> StepTaps::scores(uint32_t expertLayer, uint32_t kind) const
{
    return {valueAt(m_readBack, m_places.scores, expertLayer * args::TapRows + kind, 0), m_places.scores.columns};
}

ExpertExtent StepTaps::extent(uint32_t expertLayer, uint32_t choices, uint32_t row, uint32_t k) const
{
    const uint32_t most = std::max(choices, m_used);
    const float *two = valueAt(m_readBack, extentsWith(choices), row, 2 * (expertLayer * most + k));
    return {two[0], two[1]};
}

} // namespace deepscope
