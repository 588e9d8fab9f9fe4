// The numbers of a token are the same bits whatever else is in the step: alone, or as one of several rows, in another
// place of a tile or by another road.
#pragma once

#include "op_bench.h"

#include <functional>
#include <string>

namespace deepscope::testing {

// Records an op for rows [first, first + count).
using RecordRows = std::function<void(gpu::Commands &, uint32_t first, uint32_t count)>;

// Runs the op, which writes rows of `y`, for all rows at once and for 1, 2, 7 and 33 of them at the beginning and at
// the end. Says which row came out different; empty where none did.
std::string differenceByCompany(OpBench &bench, const gpu::Tensor &y, const RecordRows &record);

} // namespace deepscope::testing
