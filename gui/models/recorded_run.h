// A run of the window as the records it came from: what a file or the archive of chats holds.
#pragma once

#include "api/run_file.h"
#include "run.h"

namespace deepscope {

RecordedRun recordedRun(const Run &run);

} // namespace deepscope
