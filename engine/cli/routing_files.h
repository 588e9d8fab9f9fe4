// Files of routing for and from other programs: what `trace` writes with --export, and what it shows of a CSV.
#pragma once

#include "api/run_file.h"

#include <string>

namespace deepscope::cli {

std::string routingFormNames(); // "csv, npy, usage, moe-trace"

struct ExportChoice {
    std::string form, out;
    std::string model;  // that is to read the run's text once more for what the run does not hold; empty = none
    std::string device; // for it
    bool json = false;
};

// Throws Error(Usage) for an unknown form, and where the model is not that of the run.
void exportRouting(const RecordedRun &run, const ExportChoice &choice);

bool isChoiceList(const std::string &file); // by its ending, .csv
void showChoiceList(const std::string &file, bool json);

} // namespace deepscope::cli
