// Options for how tokens are chosen, and how they become settings.
#pragma once

#include "api/sampling.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace deepscope::cli {

struct SamplingOptions {
    std::optional<float> temperature, topP, minP; // what is not given is as the model's makers advise
    std::optional<uint32_t> topK;
    float repetitionPenalty = 1, presencePenalty = 0, frequencyPenalty = 0;
    std::vector<std::string> logitBias; // "ID:X"
    uint64_t seed = 0;

    // Throws Error(Usage) for a bias that is not written so.
    Sampling over(Sampling advised) const;
};

void addSamplingOptions(CLI::App &verb, SamplingOptions &options);

} // namespace deepscope::cli
