#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// x[t] = row ids[t * stride] of the table. table: vocabulary x columns, any weight type; ids: 32-bit integers, `stride`
// from one to the next; x: ids x columns. The host checks the ids; an id outside of the table reads its last row.
void embed(gpu::Commands &commands, const gpu::Tensor &table, const gpu::Tensor &ids, uint32_t stride,
           const gpu::Tensor &x);

} // namespace deepscope::ops
