// Bars of the pages of the cache, as the engine says who has them.
#pragma once

#include "models/run_store.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

// Of several answers to one question: which; of what no run of the store is: a question to the engine.
QString poolRunName(const RunStore &store, const PoolUse &use, uint32_t run);

// The whole cache, and the states of a model that has some: what is in use, kept to be found again, and free.
std::vector<BarRow> pooledRows(const MemoryPlan &plan, const PoolUse &use, const Palette &color);
// A heading; a row for each run under way, with what it shares; what is shared, kept and free. Then the same, without
// runs, of what layers with a window have apart, and of states.
std::vector<BarRow> poolRows(const RunStore &store, const Palette &color);

} // namespace deepscope
