#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// y = x, and nothing at all where they are the same tensor: what comes next adds to y, or changes parts of it. Both are
// whole rows of the same shape.
void carry(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &y);

} // namespace deepscope::ops
