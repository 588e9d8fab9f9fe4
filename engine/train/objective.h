// What is learnt from a step's answers: how much each of their tokens is pushed up or down. One loss serves all
// algorithms, the sum of -weight * log probability of the sampled tokens; its slope by the logits of a token is
// weight * (softmax - onehot). So which algorithm runs is only arithmetic over rewards. Nothing here knows a model.
#pragma once

#include "api/lab_settings.h"

#include <span>
#include <vector>

namespace deepscope {

struct ObjectiveRule {
    Algorithm algorithm = Algorithm::DrGrpo;
    uint32_t cap = 56; // the most tokens that an answer may have: what Dr. GRPO divides by
    double klRate = 0; // how much it costs to leave the reference; 0: nothing, and no reference is needed
};

struct ScoredAnswer {
    double reward = 0;
    uint32_t tokens = 0; // sampled, the end token too
};
using AnswerGroup = std::vector<ScoredAnswer>; // to one question

// A token's weight is (advantage + what the KL term adds) * scale.
struct AnswerWeight {
    double advantage = 0, scale = 0;

    double weight() const { return advantage * scale; } // of each token, without KL term
    bool operator==(const AnswerWeight &) const = default;
};

// Of each answer of each group. Where all rewards of a group are equal, and in a group of one, the advantage is exactly
// 0; DAPO drops such groups, their scale is 0 as well.
std::vector<std::vector<AnswerWeight>> weighAnswers(const ObjectiveRule &rule, std::span<const AnswerGroup> groups);

// Of each token of an answer, from its log-probabilities by the model and by the reference (of equal length). The KL
// term is the slope of the estimator k3 = r - log r - 1, r = reference / model: it pulls a token up that the reference
// thinks likelier, and down else.
std::vector<float> tokenWeights(const ObjectiveRule &rule, const AnswerWeight &answer,
                                std::span<const float> logProbabilities, std::span<const float> reference);
double klEstimate(double logProbability, double reference); // k3, in nats, never negative

} // namespace deepscope
