#include "lab/lab_report.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace deepscope {

namespace {

using Questions = std::vector<AskedQuestion>;

template <typename Visit>
void forEachAnswer(const Questions &questions, Visit &&visit)
{
    for (const AskedQuestion &question : questions)
        for (const GivenAnswer &answer : question.answers)
            visit(question, answer);
}

// The number below which the share lies; 0 of none. `sorted`.
double quantile(const std::vector<uint32_t> &sorted, double share)
{
    return sorted.empty() ? 0 : sorted[size_t(std::lround(share * double(sorted.size() - 1)))];
}

double meanOr(double sum, uint64_t count, double none) { return count > 0 ? sum / double(count) : none; }

void describeThoughts(const Questions &questions, LabStep &report)
{
    std::vector<uint32_t> lengths;
    double sums[2] = {};
    uint64_t counts[2] = {};
    forEachAnswer(questions, [&](const AskedQuestion &, const GivenAnswer &answer) {
        lengths.push_back(answer.thoughtTokens);
        sums[answer.reward.match] += answer.thoughtTokens;
        ++counts[answer.reward.match];
    });
    std::ranges::sort(lengths);
    report.thoughtLow = quantile(lengths, 0.1);
    report.thoughtHigh = quantile(lengths, 0.9);
    report.thoughtWrong = meanOr(sums[0], counts[0], -1);
    report.thoughtRight = meanOr(sums[1], counts[1], -1);
}

double meanEntropy(const Questions &questions)
{
    double sum = 0;
    uint64_t count = 0;
    forEachAnswer(questions, [&](const AskedQuestion &question, const GivenAnswer &answer) {
        for (const TokenTrace &trace : answer.rollout.traces)
            if (trace.index >= question.prompt.prompt.size()) {
                sum += trace.entropy;
                ++count;
            }
    });
    return meanOr(sum, count, 0);
}

// Each layer's counts become shares.
void normalise(std::vector<float> &counts, size_t experts)
{
    for (auto layer = counts.begin(); layer != counts.end(); layer += ptrdiff_t(experts)) {
        float sum = 0;
        for (size_t i = 0; i < experts; ++i)
            sum += layer[ptrdiff_t(i)];
        for (size_t i = 0; i < experts && sum > 0; ++i)
            layer[ptrdiff_t(i)] /= sum;
    }
}

// All layers with experts have as many.
ExpertShares expertShares(const Questions &questions, const Hyperparameters &hyper)
{
    size_t layers = 0, experts = 0;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer)) {
            ++layers;
            experts = std::max<size_t>(experts, mixture->router.experts);
        }
    ExpertShares shares{std::vector<float>(layers * experts), std::vector<float>(layers * experts)};
    if (layers == 0)
        return shares;
    forEachAnswer(questions, [&](const AskedQuestion &question, const GivenAnswer &answer) {
        for (const TokenTrace &trace : answer.rollout.traces) {
            if (trace.index < question.prompt.prompt.size())
                continue;
            std::vector<float> &counts = trace.phase == Phase::Think ? shares.thought : shares.answer;
            const size_t each = trace.routing.size() / layers;
            for (size_t i = 0; i < each * layers; ++i)
                ++counts[i / each * experts + trace.routing[i].expert];
        }
    });
    normalise(shares.thought, experts);
    normalise(shares.answer, experts);
    return shares;
}

std::vector<float> pushesOf(const GivenAnswer &answer)
{
    std::vector<float> pushes = answer.weights;
    for (size_t i = 0; i < pushes.size(); ++i)
        pushes[i] *= float(1 - std::exp(double(answer.rollout.logProbabilities[i])));
    return pushes;
}

} // namespace

LabGroup groupOf(AskedQuestion &question, bool learned)
{
    LabGroup group{question.task, question.problem.question, question.problem.answer, {}};
    for (GivenAnswer &answer : question.answers) {
        LabAnswer &shown = group.answers.emplace_back();
        shown.tokens = std::move(answer.rollout.traces);
        shown.promptTokens = uint32_t(question.prompt.prompt.size());
        shown.form = answer.reward.form;
        shown.match = answer.reward.match;
        shown.fault = sentence(answer.fault);
        shown.reward = answer.reward.value;
        shown.advantage = answer.advantage;
        if (learned)
            shown.pushes = pushesOf(answer);
        shown.kind = answer.thought;
        shown.thoughtTokens = answer.thoughtTokens;
        shown.truncated = !answer.rollout.ended;
    }
    return group;
}

LabStep reportOf(LearningStep &step, const Hyperparameters &hyper)
{
    LabStep report;
    report.step = step.step;
    report.form = step.form;
    report.match = step.match;
    report.thoughtTokens = step.thoughtTokens;
    report.kinds = step.kinds;
    report.truncated = step.truncated;
    report.groups = step.groups;
    report.entropy = meanEntropy(step.questions);
    report.gradientNorm = step.gradientNorm;
    report.logProbabilityDifference = step.logProbabilityDifference;
    report.learned = step.learned;
    report.refusal = step.refusal;
    describeThoughts(step.questions, report);
    report.experts = expertShares(step.questions, hyper);
    for (AskedQuestion &question : step.questions)
        report.board.push_back(groupOf(question, step.learned));
    return report;
}

uint64_t sampledTokens(const Questions &questions)
{
    uint64_t tokens = 0;
    forEachAnswer(questions,
                  [&](const AskedQuestion &, const GivenAnswer &answer) { tokens += answer.rollout.tokens.size(); });
    return tokens;
}

} // namespace deepscope
