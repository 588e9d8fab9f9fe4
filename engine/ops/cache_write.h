#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// cache row (step[0] + t) = [latent[t] | ropeKey[t]], and zeros in the padding of the row. latent, ropeKey: tokens
// rows; cache: context rows x (latent + rope) columns, F32 or F16 (nearest, ties to even). Rows past the context are
// dropped.
void cacheWrite(gpu::Commands &commands, const gpu::Tensor &latent, const gpu::Tensor &ropeKey, const gpu::Tensor &step,
                const gpu::Tensor &cache);

} // namespace deepscope::ops
