// What each kernel of a decode step takes, measured by itself, and what it reads, writes and multiplies.
#pragma once

#include "run/ready_model.h"

namespace deepscope {

// Of a step of one row with a greedy draw, which sees `positions` positions (at least 1; what lies in the cache does
// not matter): medians of `steps` runs of it. Nothing where the device has no clock. The cache's first pages are
// written to. Throws Error(Interrupted).
std::vector<KernelTime> profileStep(ReadyModel &model, uint32_t positions, uint32_t steps, const CancelFlag &cancel);

} // namespace deepscope
