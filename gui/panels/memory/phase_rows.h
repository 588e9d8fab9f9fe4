// How much of a run's cache is prompt, thought and answer.
#pragma once

#include "models/run.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

// A heading, and a row for each phase that there is among the first `tokens`, each against all of them.
std::vector<BarRow> cachePhaseRows(const Run &run, int tokens, const Palette &color);

} // namespace deepscope
