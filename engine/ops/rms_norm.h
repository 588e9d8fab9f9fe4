#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// y = x / sqrt(mean(x^2) + epsilon) * weight for each row. x, y: rows x columns (y may be x); weight: columns.
// arXiv:1910.07467
void rmsNorm(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
             const gpu::Tensor &y);

} // namespace deepscope::ops
