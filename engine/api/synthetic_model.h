// Model files with random weights in the shape of known models: for benchmarks, and to try what fits. What they write
// means nothing.
#pragma once

#include "tensor_type.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace deepscope {

std::vector<std::string> syntheticShapes(); // "mid", "small", ...

struct SyntheticModelRequest {
    std::string shape;
    std::string type; // of the matrices: a name of supportedTypes(), in letters of any size
    std::string path; // to write; must not exist
};

struct SyntheticModel {
    uint64_t parameters = 0, bytes = 0;
};

// The same bytes for the same request on every machine; memory for a few megabytes. Rows that hold no whole blocks of
// the type take a similar one that fits; norms, biases and the router are F32. `progress` gets the bytes written and
// all of them. Throws Error: Usage for an unknown shape or type or a file that exists, File where it cannot be written,
// Interrupted when `cancel` is set; then no file is left.
SyntheticModel writeSyntheticModel(const SyntheticModelRequest &request,
                                   const std::function<void(uint64_t done, uint64_t total)> &progress,
                                   const std::atomic<bool> &cancel);

} // namespace deepscope
