// Where a step that is tapped for attention leaves what its heads compared. There is no memory for it until it is first
// wanted: so the plan of a model does not depend on it.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"

#include <optional>
#include <span>

namespace deepscope {

class AttentionTap {
public:
    // `positions`: of the longest sequence.
    AttentionTap(const gpu::Device &device, const Hyperparameters &hyper, uint32_t positions);

    void prepare();                                    // throws Error(Device): no memory
    uint32_t layersAtOnce() const { return m_layers; } // neighbours that there is room for

    // Place number `slot` has two rows for each head, the scores of the first columns of the keys and of the others,
    // and a column for each position (ops::attentionScores). After prepare().
    gpu::Tensor scores(uint32_t slot, uint32_t heads) const;
    void read(gpu::Commands &commands, uint32_t slots) const; // records the copies of the first ones

    // Of the last step that was tapped: the first `positions` of a row of scores.
    std::span<const float> row(uint32_t slot, uint32_t row, uint32_t positions) const;

private:
    struct Memory {
        Memory(const gpu::Device &device, uint64_t bytes);
        gpu::Buffer device, readBack;
    };
    const gpu::Device &m_device;
    uint32_t m_layers, m_rows, m_positions; // rows: of a slot
    gpu::Tensor m_scores;                   // of all slots, as laid out
    std::optional<Memory> m_memory;
};

} // namespace deepscope
