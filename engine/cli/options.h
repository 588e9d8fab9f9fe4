// Options that several verbs share, and how their words become values.
#pragma once

#include "api/session.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace deepscope::cli {

struct ModelOptions {
    std::string model;
    std::string device;
    std::string cacheType = "f16";
    uint32_t context = 0;
    bool json = false;

    LoadRequest request() const;
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

// Loads with progress on stderr.
std::unique_ptr<Session> openSession(const LoadRequest &request);

} // namespace deepscope::cli
