// What a step brings back of its routers and experts beside the routing, where that is asked for.
#pragma once

#include "api/score.h"
#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "ops/altered_route.h"

#include <compare>

namespace deepscope {

// Layers that lie beside each other, and the positions that there is room for (attention_tap.h).
struct TappedLayers {
    uint32_t first = 0, count = 0, positions = 0;

    bool has(uint32_t layer) const { return layer >= first && layer - first < count; }
    auto operator<=>(const TappedLayers &) const = default;
};

struct Taps {
    bool routers = false;   // margins of each row, and all scores of the row that is marked for it
    bool outputs = false;   // extents of the output of each chosen expert
    TappedLayers attention; // what the heads of these compared, of the row that is marked for it

    bool ofExperts() const { return routers || outputs; }
    bool any() const { return ofExperts() || attention.count > 0; }
    auto operator<=>(const Taps &) const = default;
};

// There is one place for it: of steps that follow on each other only one may be tapped.
class StepTaps {
public:
    StepTaps(const gpu::Device &device, const Hyperparameters &hyper, uint32_t rows);
    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t rows); // in all

    uint32_t mostRows(uint32_t choices) const; // of that many choices a layer, or the model's own where it has more

    // Where it is written, of a layer with experts.
    ops::RouterTap ofRouter(uint32_t expertLayer, uint32_t rows) const;
    gpu::Tensor ofOutputs(uint32_t expertLayer, uint32_t choices, uint32_t rows) const;

    void read(gpu::Commands &commands, const Taps &taps, uint32_t rows, uint32_t choices) const; // records the copies

    // Of the last step that was tapped
    RouterMargin margin(uint32_t expertLayer, uint32_t row) const;
    std::span<const float> scores(uint32_t expertLayer, uint32_t kind) const; // args::TapLogit, ...; experts
    ExpertExtent extent(uint32_t expertLayer, uint32_t choices, uint32_t row, uint32_t k) const;

private:
    struct Places {
        gpu::Tensor margins; // rows x (expert layers x 2)
        gpu::Tensor scores;  // (expert layers x kinds) x experts
        gpu::Tensor extents; // rows x (expert layers x 2 choices)
    };
    static Places place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    gpu::Tensor extentsWith(uint32_t choices) const;

    uint32_t m_layers = 0, m_used = 0; // with experts; the most of a layer
    gpu::Buffer m_memory, m_readBack;
    Places m_places;
};

} // namespace deepscope
