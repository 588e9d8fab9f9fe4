// Many runs at once: several answers to one prompt, and a file of prompts.
#pragma once

#include "api/blocking_engine.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace deepscope::cli {

struct ManyRuns {
    std::vector<std::vector<TokenTrace>> traces; // of each request
    std::vector<RunSummary> summaries;
};
// Numbered from 1 on. Throws Error where one of them failed.
ManyRuns runMany(BlockingEngine &engine, const std::vector<RunRequest> &requests);

// The same request, as so many answers to it.
std::vector<RunRequest> samplesOf(const RunRequest &request, uint32_t count);

// Of runs with one prompt: how often it was read, but for its last token, which each reads.
uint32_t promptPrefills(const std::vector<RunSummary> &summaries);

// A line of a file of prompts. Exactly one of chat, prompt and tokens has something in it, unless there is a problem.
struct PromptLine {
    size_t number = 0;         // from 1
    nlohmann::ordered_json id; // as it stands there; without one the line's number
    std::string chat, prompt, tokens;
    std::optional<uint32_t> maxTokens;
    std::optional<float> temperature;
    std::optional<uint64_t> seed;
    std::string problem; // why it is no prompt, in one sentence
};
// Throws Error(File) for a file that cannot be read, and Error(Usage) for one without lines.
std::vector<PromptLine> readPrompts(const std::string &path);

} // namespace deepscope::cli
