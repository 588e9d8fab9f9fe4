#include "train/objective.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

struct Statistics {
    double mean = 0, deviation = 0; // of the group itself, not an estimate from a sample
    bool equal = true;
};

Statistics statisticsOf(const AnswerGroup &group)
{
    Statistics found;
    const auto count = double(group.size());
    for (const ScoredAnswer &answer : group) {
        found.mean += answer.reward / count;
        found.equal = found.equal && answer.reward == group.front().reward;
    }
    double squares = 0;
    for (const ScoredAnswer &answer : group)
        squares += (answer.reward - found.mean) * (answer.reward - found.mean);
    found.deviation = std::sqrt(squares / count);
    return found;
}

double advantageOf(Algorithm algorithm, double reward, const Statistics &group, size_t answers)
{
    if (group.equal)
        return 0;
    const double above = reward - group.mean;
    switch (algorithm) {
    case Algorithm::DrGrpo:
        return above;
    case Algorithm::Grpo:
    case Algorithm::Dapo:
        return above / group.deviation;
    case Algorithm::LeaveOneOut: // less the mean of the others
        return above * double(answers) / double(answers - 1);
    }
    return 0;
}

struct Totals {
    double answers = 0;
    double unequalTokens = 0; // of groups that are not dropped
};

Totals totalsOf(std::span<const AnswerGroup> groups)
{
    Totals totals;
    for (const AnswerGroup &group : groups) {
        const bool equal = statisticsOf(group).equal;
        for (const ScoredAnswer &answer : group) {
            totals.answers += 1;
            totals.unequalTokens += equal ? 0 : answer.tokens;
        }
    }
    return totals;
}

// What the sum over an answer's tokens is divided by.
double divisorOf(const ObjectiveRule &rule, const Totals &totals, const ScoredAnswer &answer)
{
    switch (rule.algorithm) {
    case Algorithm::DrGrpo:
        return totals.answers * rule.cap;
    case Algorithm::Grpo:
        return totals.answers * answer.tokens;
    case Algorithm::Dapo:
        return totals.unequalTokens;
    case Algorithm::LeaveOneOut:
        return totals.answers;
    }
    return 0;
}

// A reference that is e^20 times as sure is as far away as can be: more would only overflow.
double logRatio(double logProbability, double reference) { return std::min(reference - logProbability, 20.0); }

} // namespace

std::vector<std::vector<AnswerWeight>> weighAnswers(const ObjectiveRule &rule, std::span<const AnswerGroup> groups)
{
    const Totals totals = totalsOf(groups);
    std::vector<std::vector<AnswerWeight>> weights;
    for (const AnswerGroup &group : groups) {
        const Statistics statistics = statisticsOf(group);
        const bool dropped = statistics.equal && rule.algorithm == Algorithm::Dapo;
        std::vector<AnswerWeight> &ofGroup = weights.emplace_back();
        for (const ScoredAnswer &answer : group) {
            const double divisor = divisorOf(rule, totals, answer);
            ofGroup.push_back({advantageOf(rule.algorithm, answer.reward, statistics, group.size()),
                               dropped || divisor == 0 ? 0 : 1 / divisor});
        }
    }
    return weights;
}

std::vector<float> tokenWeights(const ObjectiveRule &rule, const AnswerWeight &answer,
                                std::span<const float> logProbabilities, std::span<const float> reference)
{
    std::vector<float> weights(logProbabilities.size(), float(answer.weight()));
    if (rule.klRate > 0)
        for (size_t i = 0; i < weights.size(); ++i) {
            const double pull = std::expm1(logRatio(logProbabilities[i], reference[i]));
            weights[i] = float((answer.advantage + rule.klRate * pull) * answer.scale);
        }
    return weights;
}

double klEstimate(double logProbability, double reference)
{
    const double ratio = logRatio(logProbability, reference);
    return std::expm1(ratio) - ratio;
}

} // namespace deepscope
