// One function a verb: declares its options and what to do when it is chosen. Each lives in a file of its name.
#pragma once

#include <CLI/CLI.hpp>

namespace deepscope::cli {

void addDevices(CLI::App &app);
void addModels(CLI::App &app);
void addInspect(CLI::App &app);
void addTokenize(CLI::App &app);
void addDetokenize(CLI::App &app);
void addGenerate(CLI::App &app);
void addScore(CLI::App &app);
void addCompare(CLI::App &app);
void addBench(CLI::App &app);
void addTrace(CLI::App &app);
void addEval(CLI::App &app);
void addSynth(CLI::App &app);
void addTrain(CLI::App &app);
void addLab(CLI::App &app);

} // namespace deepscope::cli
