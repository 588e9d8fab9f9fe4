// Where a step that is tapped for attention leaves what its heads compared. There is no memory for it until it is first
// wanted, and then as much as the largest of the questions so far needs: so the plan of a model does not depend on it,
// and a long context costs nothing where texts are short.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/step_taps.h"

#include <memory>
#include <span>
#include <vector>

namespace deepscope {

// Rows of scores that a head has: latent attention compares two parts apart, c_KV and k_R; grouped attention one.
// Layers without attention have no heads, and so no scores.
uint32_t scoreParts(const LayerShape &layer);

class AttentionTap {
public:
    AttentionTap(const gpu::Device &device, const Hyperparameters &hyper);

    // This layer, and as many of its neighbours as there is room for, with a text of so many tokens: of most models
    // all.
    TappedLayers around(uint32_t layer, uint32_t tokens) const;

    // Sees to the memory for steps that are tapped for these. Where there must be more of it, what is under way and has
    // not been read keeps the old one until useGrown(). Throws Error(Device): no memory, or more than can be bound.
    void prepare(const TappedLayers &layers);
    bool grown() const { return m_grown != nullptr; }
    // Before a step that is tapped, with no other under way: nothing of the one before can be read any more, and what
    // was recorded for it holds no longer.
    void useGrown() { m_memory = std::move(m_grown); }

    // A row for each head and part of this layer, and a column for each position (ops::attentionScores).
    gpu::Tensor scores(const TappedLayers &layers, uint32_t layer) const;
    void read(gpu::Commands &commands, const TappedLayers &layers) const; // records the copies

    // Of the last step that was tapped, which was so for `layers`: the first `positions` of a row of scores.
    std::span<const float> row(const TappedLayers &layers, uint32_t layer, uint32_t row, uint32_t positions) const;

private:
    struct Memory {
        Memory(const gpu::Device &device, uint64_t bytes);
        gpu::Buffer device, readBack;
    };
    gpu::Tensor place(gpu::Arena arena, uint32_t positions, uint32_t layers) const;

    const gpu::Device &m_device;
    std::vector<uint32_t> m_rows; // of each layer
    uint32_t m_mostRows = 0;
    std::unique_ptr<Memory> m_memory, m_grown; // in use; and what takes its place
};

} // namespace deepscope
