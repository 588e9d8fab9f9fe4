// Options that several verbs share, and how their words become values.
#pragma once

#include "api/blocking_engine.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace deepscope::cli {

struct ModelOptions {
    std::string model;
    std::string device;
    std::string cacheType = "f16";
    uint32_t context = 0;
    bool json = false;

    LoadRequest request() const; // for one sequence, nothing prepared
};

// Adds MODEL, --device, --cache-type, --context and --json.
void addModelOptions(CLI::App &verb, ModelOptions &options);

// Every verb takes --device, so that scripts need not know which ones use it; this one does not.
void addUnusedDevice(CLI::App &verb);

CacheType parseCacheType(const std::string &name);         // throws Error(Usage)
std::vector<int32_t> parseTokens(const std::string &list); // "1,2,3"; throws Error(Usage)

// Set by an interrupt (Ctrl+C); a second one ends the program at once.
const CancelFlag &interrupted();
void watchForInterrupts();
void watchForTermination(); // counts as an interrupt, for what has something to bring to safety

// On stderr, where somebody sees it; its line is cleared at the end.
ProgressSink progressOnTerminal();
void endProgress();

// An engine with the model in use, loaded with progress on stderr. An interrupt cancels whatever it is asked.
std::unique_ptr<BlockingEngine> openModel(const LoadRequest &request);

} // namespace deepscope::cli
