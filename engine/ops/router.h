// What every op of a router checks.
#pragma once

#include "gpu/tensor.h"
#include "ops/rules.h"

namespace deepscope::ops {

// Throws Error(Internal) for a rule that no router has, or tensors of other shapes: one logit for each expert; ids and
// weights, or slopes of weights, one for each that is used.
void requireRoute(const RouterRule &rule, const gpu::Tensor &logits, const gpu::Tensor &ids, const gpu::Tensor &weights,
                  const char *op);

} // namespace deepscope::ops
