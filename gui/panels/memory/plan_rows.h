// The bars of a memory plan: weights, cache, scratch, all, and the host's.
#pragma once

#include "api/memory_plan.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

std::vector<BarRow> planRows(const MemoryPlan &plan, const Palette &color);

} // namespace deepscope
