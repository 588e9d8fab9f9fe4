// Flat tensors of one row, which workgroups share out in parts of equal length.
#pragma once

#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>

namespace deepscope::ops {

struct FlatParts {
    uint32_t columns, count; // of a part, a multiple of 4; how many there are
};

// The same parts on every device, so that sums are added in the same order; as many as any device can be given at once.
inline FlatParts flatParts(uint64_t columns)
{
    constexpr uint64_t UsualColumns = 8192, MostParts = 65535;
    const uint64_t part = std::max(UsualColumns, roundUp(divideUp(columns, MostParts), 4));
    return {uint32_t(part), uint32_t(divideUp(columns, part))};
}

inline void requireFlat(const gpu::Tensor &tensor, uint32_t columns, const char *op)
{
    requireActivations(tensor, op);
    require(tensor.rows == 1 && tensor.columns == columns, op, "the flat tensors differ in length");
    require(tensor.first % 4 == 0, op, "flat tensors must begin on 16 bytes");
}

} // namespace deepscope::ops
