#pragma once

#include "gpu/commands.h"
#include "ops/heads.h"
#include "ops/plane_rows.h"

namespace deepscope::ops {

// y[t, h] = W[h] x[t, h]. x: heads of tensor.columns; y: heads of `rows`.
void linearPerHead(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y);

// y[t, h] = W[h]^T x[t, h]. x: heads of `rows`; y: heads of tensor.columns.
void linearPerHeadTransposed(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y);

} // namespace deepscope::ops
