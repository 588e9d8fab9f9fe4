// Questions with the answers that a model gave to them, and what these are worth.
#pragma once

#include "lab/rollouts.h"
#include "train/chat_form.h"
#include "train/reward.h"
#include "train/tasks/lab_task.h"

#include <string>
#include <vector>

namespace deepscope {

struct GivenAnswer {
    RolloutAnswer rollout;
    FormFault fault = FormFault::None;
    Reward reward;
    ThoughtKind thought = ThoughtKind::None;
    uint32_t thoughtTokens = 0;
    double advantage = 0;
    std::vector<float> weights; // of each of its tokens in what is learned; empty: nothing is learned from it
};

struct AskedQuestion {
    std::string task;
    Problem problem;
    RolloutQuestion prompt;
    std::vector<GivenAnswer> answers;
};

AskedQuestion ask(const LabTask &task, Problem problem, const ChatForm &form, uint32_t answers);

// All of them, as many at once as fit. False where `cancel` ended it. Throws as Rollouts does.
bool answer(Rollouts &rollouts, std::vector<AskedQuestion> &questions, const RolloutRule &rule,
            const CancelFlag &cancel);

// Reward, form and kind of thought of each answer. `number`: of the question, as random rewards count them.
void judge(const ChatForm &form, const RewardRule &rule, uint64_t number, AskedQuestion &question);

} // namespace deepscope
