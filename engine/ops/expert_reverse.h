// What the reverse ops of experts share: slots of one expert in tiles, and sums over all slots of an expert.
#pragma once

#include "ops/experts.h"

namespace deepscope::ops {

// Slots of a tile of shaders/lib/transposed_tile.glsl, for which the reverse pass orders slots.
inline constexpr uint32_t ReverseTileSlots = 16;

// Lanes along the columns of a matrix, four columns each.
struct ColumnLanes {
    uint32_t count; // a power of two; lanes beyond have other slots, or other rows
    bool handed;    // all lanes of a subgroup want the same values of the other factor, and hand them round
};
ColumnLanes columnLanes(const gpu::Device &device, uint32_t columns);

// Throws Error(Internal) for weights that do not learn, because they are not F32, or slopes of another shape.
void requireLearning(const ExpertStack &weights, const ExpertStack &slopes, const char *op);

// Rows that belong to slots, and rows that belong to their tokens.
struct SlotProducts {
    gpu::Tensor left, right; // as wide as the slopes have rows, and columns
    gpu::Tensor gates; // of the down matrix: left is of tokens, and times these; else empty, and right is of tokens
};

// slopes[e] += sum of left right^T over the slots of expert e, in their order. An expert without slots is not touched.
// After expertOrder of the same ids, of `used` a token.
void addExpertSlopes(gpu::Commands &commands, const SlotProducts &products, uint32_t used, const ExpertOrder &order,
                     const ExpertStack &slopes, const char *op);

} // namespace deepscope::ops
