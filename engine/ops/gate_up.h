#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// y[t] = silu(Wgate x[t]) * (Wup x[t]), fused. gate, up: rows x columns of any weight types; x: tokens x columns;
// y: tokens x rows. arXiv:2002.05202
void gateUp(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &x,
            const gpu::Tensor &y);

} // namespace deepscope::ops
