// A model learns to think: questions, a group of answers to each, rewards, and one update. The steps of reinforcement
// learning as DeepSeek-R1 has it (arXiv:2501.12948), with one update for each batch of answers.
#pragma once

#include "lab/answers.h"
#include "lab/base_weights.h"
#include "train/objective.h"
#include "train/trainer.h"

#include <array>
#include <functional>
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

LearningRule ruleOf(const LabSettings &settings);

// Why a step changed nothing. NoNumbers: what the model computes are no numbers any more.
enum class Refusal : uint8_t { None, NothingToLearn, Disagreement, NoNumbers };

struct LearningStep {
    uint32_t step = 0;                   // from 1
    double form = 0, match = 0;          // shares of the answers
    double thoughtTokens = 0;            // on average
    std::array<double, 4> kinds = {};    // shares, by ThoughtKind
    double truncated = 0;                // share
    std::array<uint32_t, 3> groups = {}; // questions of which no answer matched, some, all
    double gradientNorm = 0;
    double logProbabilityDifference = 0; // the largest, between what was drawn and what was learned from
    std::vector<AskedQuestion> questions;
    bool learned = false; // the model has changed
    // What kept the model from learning of it, and a sentence of that; it is as it was then.
    Refusal refused = Refusal::None;
    std::string refusal;
};

// Shares, means and counts of `step` from its questions.
void summarise(LearningStep &step);

// How far the log-probability of a sampled token may be another one where it is learned from.
inline constexpr double MostLogProbabilityDifference = 1e-4;

class GroupLearning {
public:
    // `model` has weights of `parameters`, which are those of the base still, and an F32 cache; all must outlive it.
    // Throws Error(File) for a model without the marks of thought and answer, or whose layers cannot learn.
    GroupLearning(ReadyModel &model, const Parameters &parameters, LabTasks tasks, const LearningRule &rule);

    // The step after the last. Nothing has been learned where `cancel` ended it: then there are no questions in it.
    LearningStep step(const CancelFlag &cancel);

    // Called between passes; may take its time, and set `cancel`.
    void setBetween(std::function<void()> between);

    Trainer &trainer() { return m_trainer; }
    Rollouts &rollouts() { return m_rollouts; }
    const ChatForm &form() const { return m_form; }
    const LabTasks &tasks() const { return m_tasks; }
    const LearningRule &rule() const { return m_rule; }
    uint32_t steps() const { return m_steps; } // made

    // After other weights were brought: so many steps were made before, and so often one went back from later ones.
    // Questions and draws are others each time.
    void resume(uint32_t steps, uint32_t returns = 0);

private:
    uint64_t seed() const;
    uint64_t numberOf(uint32_t question) const { return uint64_t(m_steps) * m_rule.questions + question; }
    std::vector<AskedQuestion> draw() const;
    bool weigh(std::vector<AskedQuestion> &questions, const CancelFlag &cancel);
    bool holdToBase(std::vector<AskedQuestion> &questions, const std::vector<std::vector<AnswerWeight>> &weights,
                    const CancelFlag &cancel);
    void learn(LearningStep &step, const CancelFlag &cancel);

    ReadyModel &m_model;
    const LabTasks m_tasks;
    const LearningRule m_rule;
    const ChatForm m_form;
    Rollouts m_rollouts;
    Trainer m_trainer;
    std::optional<BaseWeights> m_base; // where the rule holds the model to it
    std::function<void()> m_between = [] {};
    uint32_t m_steps = 0, m_returns = 0;
};

} // namespace deepscope
