// What a run may be asked to be, and where it begins.
#pragma once

#include "api/lab.h"
#include "lab/lab_folder.h"
#include "lab/lab_progress.h"

namespace deepscope {

// A new run's, or that of the folder's newest checkpoint. Throws Error: one that cannot be, nothing to go on from, or a
// run in the way.
LabProgress progressOf(const LabRequest &request, const LabFolder &folder);

} // namespace deepscope
