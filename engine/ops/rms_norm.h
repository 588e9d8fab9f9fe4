#pragma once

#include "gpu/commands.h"
#include "ops/heads.h"

namespace deepscope::ops {

// y = x / sqrt(mean(x^2) + epsilon) * weight for each row. x, y: rows x columns (y may be x); weight: columns.
// arXiv:1910.07467
void rmsNorm(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
             const gpu::Tensor &y);

// The same for each head of each row, with one weight for all heads.
void rmsNormPerHead(gpu::Commands &commands, const Heads &x, const gpu::Tensor &weight, float epsilon, const Heads &y);

} // namespace deepscope::ops
