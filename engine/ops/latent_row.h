#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/rules.h"
#include "ops/step_rows.h"

namespace deepscope::ops {

// What latent attention keeps of a token: the cache's row at the position of row t becomes [norm(c) | rope(k)] of
// x[t] = [c | k]. x: rows x (latent + rope); norm: the weight of the latent part; frequencies: rope / 2. cache: one
// head of as many columns as x. The same as rmsNorm, rope and cacheWrite one after another. arXiv:2405.04434, 2.1
void latentRow(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &norm, float epsilon,
               const gpu::Tensor &frequencies, RopePairing pairing, const StepRows &step, const CacheRows &cache);

} // namespace deepscope::ops
