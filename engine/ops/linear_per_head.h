#pragma once

#include "gpu/commands.h"
#include "ops/heads.h"

namespace deepscope::ops {

// One matrix a head: rows [firstRow, firstRow + rows) of each plane of `tensor` (planes = heads).
struct HeadWeights {
    gpu::Tensor tensor;
    uint32_t firstRow = 0;
    uint32_t rows = 0;
};

// y[t, h] = W[h] x[t, h]. x: heads of tensor.columns; y: heads of `rows`.
void linearPerHead(gpu::Commands &commands, const HeadWeights &weights, const Heads &x, const Heads &y);

// y[t, h] = W[h]^T x[t, h]. x: heads of `rows`; y: heads of tensor.columns.
void linearPerHeadTransposed(gpu::Commands &commands, const HeadWeights &weights, const Heads &x, const Heads &y);

} // namespace deepscope::ops
