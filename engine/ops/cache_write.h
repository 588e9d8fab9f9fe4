#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/heads.h"

namespace deepscope::ops {

// cache row (step[0] + t) = x[t], head by head, zeros in the padding. x: as many heads of as many columns as the cache
// has. F16: nearest, ties to even. Q8_0: for each 32 values scale = F16(max |x| / 127), value = nearest(127 x / max
// |x|). Rows past the context are dropped.
void cacheWrite(gpu::Commands &commands, const Heads &x, const gpu::Tensor &step, const CacheRows &cache);

} // namespace deepscope::ops
