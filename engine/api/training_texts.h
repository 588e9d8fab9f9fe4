// The texts that a recipe trains on, for whoever wants to read them or to train elsewhere.
#pragma once

#include "error.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace deepscope {

std::vector<std::string> trainingRecipes(); // "lab-base", ...

struct TrainingTextRequest {
    std::string model; // whose vocabulary and form of a chat they have: a GGUF file, or "default"
    std::string recipe;
    uint64_t seed = 0;
    uint64_t first = 0, count = 0; // numbers of the texts
};

struct PrintedText {
    std::string text; // special tokens by their names
    std::vector<int32_t> tokens;
    std::vector<float> weights; // how much each token counts as one that is to be foretold; 0 for a prompt
};

// In their order, the same ones for the same request on every machine. No device is needed. Throws Error: Usage for an
// unknown recipe, File for a model that has no marks for thought and answer, Interrupted when `cancel` is set.
void printTrainingTexts(const TrainingTextRequest &request, const std::function<void(const PrintedText &)> &print,
                        const CancelFlag &cancel);

} // namespace deepscope
