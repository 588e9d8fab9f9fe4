#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// sums[r] = sum of row r of x. x: rows x columns, a multiple of 4 columns; sums: rows. Measures read bandwidth.
void rowSums(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &sums);

} // namespace deepscope::ops
