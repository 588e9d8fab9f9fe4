#pragma once

#include "gpu/commands.h"
#include "ops/rules.h"

namespace deepscope::ops {

// Chosen experts of each token, strongest first by affinity + bias, ties to the lower id, and their weights, which are
// without the bias. logits: tokens x experts (up to 1024); bias: experts, or an empty Tensor; ids (32-bit integers),
// weights: tokens x used. Groups are `experts / groups` consecutive experts. The order of affinities that differ by
// less than 1e-6 may be the other one where it is not that of the logits themselves: with a bias, and between groups.
void route(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
           const gpu::Tensor &ids, const gpu::Tensor &weights);

} // namespace deepscope::ops
