// What the trace costs of the time in which a run decodes.
#pragma once

#include "run/median_interval.h"
#include "run/scheduler.h"

namespace deepscope {

// The share of the time that is the trace's, by at least so many pairs of runs that read the prompt and draw the same
// tokens behind it. They go the way of every run: through the scheduler, drawn on the device, described and told to a
// sink that keeps what it is told. Elsewhere every run is traced; of each pair here one is not: its steps bring back no
// routing and no times, none is kept, and a token is told with its text and log-probability alone. `steps`: so many of
// each run are timed, at least 1; two come before them, and where the context has no room for all, fewer are timed.
// Nothing else may be under way. What stays in the cache was not all traced: the caller has it forgotten. Throws Error:
// Interrupted, or what ended a run.
MedianInterval traceCost(ReadyModel &model, Scheduler &scheduler, const std::vector<int32_t> &prompt, uint32_t steps,
                         uint32_t pairs, const CancelFlag &cancel);

} // namespace deepscope
