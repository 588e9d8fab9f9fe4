// Parts of a learning run, with every field that a record keeps set to something of its own.
#pragma once

#include "api/lab.h"
#include "support/sample_run.h"

#include <cmath>
#include <random>

namespace deepscope {

inline LabBegun sampleLab()
{
    LabBegun begun;
    begun.model = sampleModel();
    begun.settings = {RewardKind::FormOnly, 0.25, 1.5, Algorithm::Dapo, 4, 2, 0.875F, 3e-4F, 56, 0.0625,
                      uint64_t(1) << 50};
    begun.tasks = {{"sums", "A sum of two numbers."}, {"search", "Numbers that make another."}};
    begun.memory = {{"weights", 1000}, {"moments", 2000}};
    begun.parameters = 12345, begun.step = 0;
    return begun;
}

// Tokens of a vocabulary of 40 pieces; `traced`: with a prompt, experts and entropies.
inline LabAnswer randomAnswer(std::mt19937 &random, uint32_t tokens, bool traced)
{
    const auto upTo = [&](uint32_t most) { return uint32_t(random() % (most + 1)); };
    const auto share = [&] { return float(random() % 4096 + 1) / 4096; };
    LabAnswer answer;
    answer.promptTokens = traced ? upTo(3) : 0;
    answer.form = upTo(1), answer.match = upTo(1), answer.truncated = upTo(1);
    answer.fault = upTo(1) ? "There is no end." : "";
    answer.reward = upTo(12) / 10.0, answer.advantage = upTo(100) / 33.0 - 1;
    answer.kind = ThoughtKind(upTo(3)), answer.thoughtTokens = upTo(300);
    const uint32_t first = upTo(1000), count = answer.promptTokens + tokens;
    for (uint32_t i = 0; i < count; ++i) {
        TokenTrace token;
        token.index = first + i, token.token = int32_t(upTo(39)) * 1000;
        token.phase = i < answer.promptTokens ? Phase::Prompt : upTo(1) ? Phase::Think : Phase::Answer;
        token.special = token.token == 5000, token.control = token.token == 6000;
        token.bytes = std::string("\xe4\x00", 2) + std::to_string(token.token);
        token.logprob = i < answer.promptTokens ? 0 : std::log(share());
        if (traced) {
            token.entropy = i < answer.promptTokens ? -1 : share();
            for (int hit = 0; hit < 4 && i + 1 < count; ++hit) // two expert layers, two in each
                token.routing.push_back({uint16_t(upTo(15)), 2 * share()});
        }
        answer.tokens.push_back(token);
    }
    const float scale = float(answer.advantage) / 700;
    if (const uint32_t how = upTo(2); how > 0)
        for (uint32_t i = answer.promptTokens; i < count; ++i)
            answer.pushes.push_back(how == 1 ? scale * (1 - std::exp(answer.tokens[i].logprob))
                                             : scale * (share() - 0.5F));
    return answer;
}

inline std::vector<LabGroup> randomGroups(std::mt19937 &random, uint32_t groups, uint32_t answers, uint32_t tokens,
                                          bool traced = false)
{
    std::vector<LabGroup> made;
    for (uint32_t i = 0; i < groups; ++i) {
        LabGroup &group = made.emplace_back();
        group.task = random() % 2 ? "sums" : "search";
        group.question = std::to_string(random() % 9000) + "+" + std::to_string(random() % 9000) + "=?";
        group.expected = std::to_string(random() % 18000);
        for (uint32_t k = 0; k < answers; ++k)
            group.answers.push_back(randomAnswer(random, uint32_t(random() % (tokens + 1)), traced));
    }
    return made;
}

inline LabStep randomStep(std::mt19937 &random, uint32_t number)
{
    const auto share = [&] { return double(random()) / double(std::mt19937::max()); };
    LabStep step;
    step.step = number, step.form = share(), step.match = share();
    step.thoughtTokens = share() * 20, step.thoughtLow = share(), step.thoughtHigh = share() * 60;
    step.thoughtRight = share(), step.thoughtWrong = share(), step.kinds = {share(), share(), share(), share()};
    step.truncated = share(), step.groups = {uint32_t(random() % 9), uint32_t(random() % 9), uint32_t(random() % 9)};
    step.entropy = share(), step.gradientNorm = share(), step.logProbabilityDifference = share() * 1e-5;
    step.tokensPerSecond = share() * 1000, step.seconds = share() * 1000, step.learned = random() % 2;
    step.refusal = step.learned ? "" : "All answers had the same reward.";
    for (auto *list : {&step.experts.thought, &step.experts.answer})
        for (int i = 0; i < 2 * 16; ++i) // two expert layers
            list->push_back(float(share()));
    return step;
}

inline LabHeldOut randomHeldOut(std::mt19937 &random, uint32_t step)
{
    const auto share = [&] { return double(random()) / double(std::mt19937::max()); };
    return {step,    share(),          share(), share() * 30, {{"sums", share(), 30}, {"search", share(), 20}},
            share(), random() % 2 == 0};
}

} // namespace deepscope
