// A whole pass of training on the CPU, in double: forward, the objective, the slopes of every weight, and the step of
// the optimizer. Slow, plain, right. For models whose layers have latent attention.
#pragma once

#include "reference/forward.h"
#include "reference/reverse.h"

namespace deepscope::reference {

// The objective is the sum over all texts and positions of -weight * log p(next token).
struct TrainingText {
    std::vector<int32_t> tokens; // at least two
    std::vector<double> weights; // of the tokens from the second on, each of which is a target
    std::vector<Choice> forced;  // of each token but the last, or empty: the routers choose
};

struct TextOutcome {
    std::vector<TokenLoss> targets; // of the tokens from the second on
    std::vector<Choice> experts;    // of each token but the last
};

struct TrainingPass {
    double objective = 0;
    std::vector<TextOutcome> texts;
    Parameters<double> slopes; // of all weights but the selection biases, zeros where nothing reached them
};

// Throws Error(Usage) for a layer without latent attention, or with a gate of its shared experts.
TrainingPass trainingPass(const Parameters<double> &weights, const Hyperparameters &hyper,
                          std::span<const TrainingText> texts);

// Its objective alone.
double trainingObjective(const Parameters<double> &weights, const Hyperparameters &hyper,
                         std::span<const TrainingText> texts);

double euclideanNorm(const Parameters<double> &slopes);

// What the optimizer keeps of each weight between steps.
struct AdamMoments {
    Parameters<double> first, second;
    uint32_t steps = 0; // that were taken
};

// One more step of every weight that has a slope.
void adamStep(Parameters<double> &weights, const Parameters<double> &slopes, AdamMoments &moments,
              const AdamRule &rule);

} // namespace deepscope::reference
