// A model learns to think: questions, a group of answers to each, rewards, and one update. The steps of reinforcement
// learning as DeepSeek-R1 has it (arXiv:2501.12948), with one update for each batch of answers.
#pragma once

#include "lab/rollouts.h"
#include "train/chat_form.h"
#include "train/objective.h"
#include "train/reward.h"
#include "train/tasks/lab_task.h"
#include "train/trainer.h"

#include <array>
#include <string>
#include <vector>

namespace deepscope {

struct LearningRule {
    RewardRule reward;
    ObjectiveRule objective; // its cap is that of answers, in tokens
    AdamRule adam;
    uint32_t questions = 16, answers = 8; // a step, and to each
    uint32_t warmUp = 10;                 // updates until the rate is reached
    float temperature = 1;
    uint64_t seed = 1;
};

struct GivenAnswer {
    RolloutAnswer rollout;
    Reward reward;
    ThoughtKind thought = ThoughtKind::None;
    uint32_t thoughtTokens = 0;
    double advantage = 0;
};

struct AskedQuestion {
    std::string task;
    Problem problem;
    RolloutQuestion prompt;
    std::vector<GivenAnswer> answers;
};

struct LearningStep {
    uint32_t step = 0;                   // from 1
    double form = 0, match = 0;          // shares of the answers
    double thoughtTokens = 0;            // on average
    std::array<double, 4> kinds = {};    // shares, by ThoughtKind
    double truncated = 0;                // share
    std::array<uint32_t, 3> groups = {}; // questions of which no answer matched, some, all
    double entropy = 0;                  // nats, of a sampled token on average
    double gradientNorm = 0;
    double logProbabilityDifference = 0; // the largest, between what was drawn and what was learned from
    std::vector<AskedQuestion> questions;
    bool learned = false; // the model has changed
    // What kept the model from learning of it: a sentence; empty when it did. It is as it was then.
    std::string refusal;
};

// How far the log-probability of a sampled token may be another one where it is learned from.
inline constexpr double MostLogProbabilityDifference = 1e-4;

class Learning {
public:
    // `model` has weights of `parameters`, and an F32 cache; all must outlive it. Throws Error(File) for a model
    // without the marks of thought and answer, or whose layers cannot learn.
    Learning(ReadyModel &model, const Parameters &parameters, LabTasks tasks, const LearningRule &rule);

    // The step after the last. Nothing has been learned where `cancel` ended it: then there are no questions in it.
    LearningStep step(const CancelFlag &cancel);

    Trainer &trainer() { return m_trainer; }
    void resume(uint32_t steps) { m_steps = steps; } // that were made before

private:
    std::vector<AskedQuestion> draw() const;
    bool answer(std::vector<AskedQuestion> &questions, const CancelFlag &cancel);
    void judge(std::vector<AskedQuestion> &questions) const;
    void learn(LearningStep &step, const CancelFlag &cancel);

    ReadyModel &m_model;
    const LabTasks m_tasks;
    const LearningRule m_rule;
    const ChatForm m_form;
    Rollouts m_rollouts;
    Trainer m_trainer;
    uint32_t m_steps = 0;
};

} // namespace deepscope
