#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

enum class Accumulate : bool { No, Yes };

// y[t] = W x[t], or y[t] += W x[t]. W: rows x columns of any weight type; x: tokens x columns; y: tokens x rows.
// Sums are carried in F32; one token and many give the same values up to rounding.
void linear(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &x, const gpu::Tensor &y,
            Accumulate accumulate = Accumulate::No);

} // namespace deepscope::ops
