// Files of routing for and from other programs: what `trace` writes with --export, and what it shows of a CSV.
#pragma once

#include "api/run_file.h"

#include <string>

namespace deepscope::cli {

std::string routingFormNames(); // "csv, npy, usage, moe-trace"

// Throws Error(Usage) for an unknown form.
void exportRouting(const RecordedRun &run, const std::string &form, const std::string &out, bool json);

bool isChoiceList(const std::string &file); // by its ending, .csv
void showChoiceList(const std::string &file, bool json);

} // namespace deepscope::cli
