#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// x[t] = row tokens[t] of the table. table: vocabulary x columns, any weight type; tokens: x.rows ids (32-bit
// integers); x: tokens x columns. The host checks the ids; an id outside of the table reads its last row.
void embed(gpu::Commands &commands, const gpu::Tensor &table, const gpu::Tensor &tokens, const gpu::Tensor &x);

} // namespace deepscope::ops
