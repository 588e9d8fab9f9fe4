#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/heads.h"
#include "ops/step_rows.h"

namespace deepscope::ops {

// The pool's row of the position of row t = x[t], head by head, zeros in the padding. x: as many heads of as many
// columns as the cache has. F16: nearest, ties to even. Q8_0: for each 32 values scale = F16(max |x| / 127), value =
// nearest(127 x / max |x|). Rows past the pages of their sequence are dropped.
void cacheWrite(gpu::Commands &commands, const Heads &x, const StepRows &step, const CacheRows &cache);

} // namespace deepscope::ops
