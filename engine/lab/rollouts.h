// Answers that a model gives while it learns: sequences on the paged cache, many at once, each question read once,
// drawn on the device; with what learning from them wants to know.
#pragma once

#include "run/scheduler.h"
#include "train/training_text.h"

#include <functional>
#include <span>
#include <vector>

namespace deepscope {

struct RolloutQuestion {
    std::vector<int32_t> prompt;
    uint32_t answers = 1; // wanted
};

struct RolloutRule {
    uint32_t mostTokens = 64; // of an answer
    float temperature = 1;    // 0: greedy
    uint64_t seed = 0;        // of all draws; equal seeds give equal answers
};

struct RolloutAnswer {
    std::vector<int32_t> tokens;         // behind the prompt, the end token among them
    std::vector<float> logProbabilities; // of each when it was drawn, at temperature 1
    std::vector<uint32_t> experts;       // of prompt and answer but for the last token: [row][expert layer][k]
    bool ended = false;                  // with an end token; else it was cut off
    std::vector<TokenTrace> traces;      // of prompt and answer

    // To learn from it: prompt and answer, the experts that it had, and `weights` of the answer's tokens.
    TrainingText text(const RolloutQuestion &question, std::span<const float> weights) const;
};

class Rollouts {
public:
    explicit Rollouts(ReadyModel &model) : m_model(model), m_scheduler(model) {}

    // [question][answer], as many at once as fit. Empty where `cancel` ended it. Throws Error for a prompt that does
    // not fit, Error(Device).
    std::vector<std::vector<RolloutAnswer>> answer(std::span<const RolloutQuestion> questions, const RolloutRule &rule,
                                                   const CancelFlag &cancel);

    // Called between steps; may take its time, and set `cancel`.
    void setBetween(std::function<void()> between) { m_between = std::move(between); }

    // After the weights have changed: nothing in the cache is true any more.
    void forget() { m_scheduler.pool().sequences().forgetKept(); }

private:
    ReadyModel &m_model;
    Scheduler m_scheduler;
    std::function<void()> m_between = [] {};
};

} // namespace deepscope
