// The bars of a memory plan: weights, cache, states, scratch, all, and the host's.
#pragma once

#include "api/memory_plan.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

BarRow stateRow(const MemoryPlan &plan, const Palette &color); // of models some of whose layers keep a state
std::vector<BarRow> planRows(const MemoryPlan &plan, const Palette &color);

} // namespace deepscope
