#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// y[t] += bias. bias: y.columns values; y: tokens x columns.
void addBias(gpu::Commands &commands, const gpu::Tensor &bias, const gpu::Tensor &y);

} // namespace deepscope::ops
