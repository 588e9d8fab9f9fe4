// Training from texts, on a device: the next token of each is foretold, and the error goes back through the model. And
// the texts that a recipe trains on, for whoever wants to read them or to train elsewhere.
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

struct TrainingRequest {
    // Whose vocabulary and form of a chat, and whose weights where it goes on: a GGUF file, or "default".
    std::string model;
    std::string recipe;
    bool goOn = false;  // with the model's weights; else from nothing, in the shape of the lab's base
    std::string out;    // the file that is written: a model with its matrices in F16
    std::string device; // index or part of a name; empty = the best
    uint32_t steps = 1500;
    uint32_t texts = 64; // a step
    float rate = 3e-3F;  // of AdamW, reached after a warm-up, then falling to 0 at the last step
    uint64_t seed = 1;   // of weights and texts
};

// Of the steps since the last one.
struct TrainingReport {
    uint32_t step = 0;
    double loss = 0;            // nats a token that is to be foretold
    double tokensPerSecond = 0; // read and learned from, prompts too, without padding
    double gradientNorm = 0;
};

// Reports every 100 steps and at the last. Throws Error: Usage for an unknown recipe or a file that is there already,
// File, Device, Interrupted when `cancel` is set: then what has been learned is written.
void train(const TrainingRequest &request, const std::function<void(const TrainingReport &)> &report,
           const CancelFlag &cancel);

} // namespace deepscope
