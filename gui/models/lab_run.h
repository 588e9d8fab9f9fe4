// An answer of the learning lab as a run, so that every panel can show it.
#pragma once

#include "api/lab.h"
#include "api/run_file.h"

#include <optional>

namespace deepscope {

// Nothing for an answer that was kept without its prompt, or without the experts of a model that has some, as on the
// board of a record.
std::optional<RecordedRun> runOf(const LabGroup &group, const LabAnswer &answer, const LoadedModel &model);

} // namespace deepscope
