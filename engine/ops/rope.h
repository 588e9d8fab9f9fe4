#pragma once

#include "gpu/commands.h"
#include "ops/heads.h"
#include "ops/rules.h"
#include "ops/step_rows.h"

namespace deepscope::ops {

// Rotates the pairs of each head of row t by its position * frequency. x, y: heads of an even number of columns (y may
// be x); frequencies: columns / 2, each at most 1 or so (position * frequency below 4e5). arXiv:2104.09864
void rope(gpu::Commands &commands, const Heads &x, const Heads &y, const StepRows &step, const gpu::Tensor &frequencies,
          RopePairing pairing);

} // namespace deepscope::ops
