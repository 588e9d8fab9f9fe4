// What a bug report needs to know of the program and the machine, and nothing of the person who writes it.
#pragma once

#include "api/devices.h"
#include "models/run_store.h"

namespace deepscope {

// The property of the application object that holds the commit it was built from.
inline constexpr const char *CommitProperty = "deepscopeCommit";

// "Release, commit 48e5316d2c1a, GNU 12.2.0".
QString buildSummary();

// Plain text, one fact a line, in English whatever the language of the window, for those who read the report.
// Holds no user, folder, file or host name: a model is told by its architecture and size.
QString systemReport(const RunStore &store, const DeviceList &devices);

} // namespace deepscope
