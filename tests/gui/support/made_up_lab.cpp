#include "made_up_lab.h"

#include "synthetic_run.h"

#include <algorithm>

namespace deepscope::test {

namespace {

const char *const Words[] = {"4", "7", "6", "3", "+", "5", "8", "2", "1", "=", " ", ";"};

void add(LabAnswer &answer, Phase phase, const std::string &bytes, bool special)
{
    TokenTrace token;
    token.index = uint32_t(answer.tokens.size());
    token.token = int32_t(token.index + 100);
    token.phase = phase;
    token.bytes = bytes;
    token.special = special;
    token.logprob = phase == Phase::Prompt ? 0 : -0.5F;
    answer.tokens.push_back(token);
}

void addExperts(LabAnswer &answer)
{
    const LoadedModel model = moeModel();
    for (TokenTrace &token : answer.tokens)
        for (uint32_t layer = 0; layer < model.info.expertLayers(); ++layer)
            for (uint32_t k = 0; k < model.info.expertsUsed; ++k)
                token.routing.push_back({uint16_t((token.index + k) % model.info.experts), 0.25F});
}

} // namespace

LabAnswer madeUpAnswer(const AnswerShape &shape)
{
    LabAnswer answer;
    answer.form = shape.form;
    answer.match = shape.match;
    answer.truncated = shape.truncated;
    answer.fault = shape.form ? "" : "The answer has no end tag.";
    answer.reward = (shape.form ? 0.2 : 0) + (shape.match ? 1 : 0);
    answer.advantage = shape.advantage;
    answer.thoughtTokens = uint32_t(shape.thought);
    answer.kind = !shape.form ? ThoughtKind::Malformed : shape.thought == 0 ? ThoughtKind::None : ThoughtKind::Full;
    for (int i = 0; shape.whole && i < 3; ++i)
        add(answer, Phase::Prompt, Words[i], false);
    answer.promptTokens = uint32_t(answer.tokens.size());
    add(answer, Phase::Think, "<think>", true);
    for (int i = 0; i < shape.thought; ++i)
        add(answer, Phase::Think, Words[size_t(i) % std::size(Words)], false);
    add(answer, Phase::Think, "</think>", true);
    for (const char *digit : {"1", "0", "5", shape.match ? "84" : "90"})
        add(answer, Phase::Answer, digit, false);
    if (shape.form && !shape.truncated)
        add(answer, Phase::Answer, "<|end|>", true);
    if (shape.whole)
        addExperts(answer);
    // The first token of the answer is pushed the most, its last one not at all.
    const size_t count = answer.tokens.size() - answer.promptTokens;
    for (size_t i = 0; shape.advantage != 0 && i < count; ++i)
        answer.pushes.push_back(float(shape.advantage * 0.1 * double(count - 1 - i) / double(count - 1)));
    return answer;
}

LabGroup madeUpGroup(int number, int answers, int right)
{
    LabGroup group{"sums", std::to_string(4763 + number) + "+5821=?", std::to_string(10584 + number), {}};
    for (int i = 0; i < answers; ++i) {
        AnswerShape shape;
        shape.match = i < right;
        shape.form = shape.match || i + 1 < answers;
        shape.thought = shape.match ? 20 : 0;
        group.answers.push_back(madeUpAnswer(shape));
    }
    double mean = 0;
    for (const LabAnswer &answer : group.answers)
        mean += answer.reward / answers;
    for (LabAnswer &answer : group.answers) {
        const double advantage = right == answers ? 0 : answer.reward - mean;
        answer = madeUpAnswer({answer.form, answer.match, false, false, int(answer.thoughtTokens), advantage});
    }
    return group;
}

std::vector<LabGroup> madeUpGroups(int groups, int answers)
{
    std::vector<LabGroup> made;
    for (int i = 0; i < groups; ++i) {
        const int rights[] = {std::max(1, answers / 4), 0, answers, 0};
        made.push_back(madeUpGroup(i, answers, rights[i % 4]));
        if (i % 4 == 3)
            std::ranges::fill(made.back().answers, madeUpAnswer({}));
    }
    return made;
}

std::vector<LabFixedAnswers> madeUpSnapshots(int questions, const std::vector<uint32_t> &steps)
{
    std::vector<LabFixedAnswers> snapshots;
    for (const uint32_t step : steps) {
        LabFixedAnswers snapshot{step, {}};
        for (int question = 0; question < questions; ++question) {
            LabGroup group = madeUpGroup(question, 0, 0);
            const bool right = step >= uint32_t(25 * question);
            group.answers = {madeUpAnswer({.match = right, .whole = true, .thought = right ? 20 : 0})};
            snapshot.groups.push_back(group);
        }
        snapshots.push_back(snapshot);
    }
    return snapshots;
}

ExpertShares madeUpShares(int layers, int experts, double busy, bool thoughts)
{
    ExpertShares shares;
    for (int layer = 0; layer < layers; ++layer)
        for (int expert = 0; expert < experts; ++expert) {
            shares.thought.push_back(!thoughts ? 0 : float(expert == 0 ? busy : (1 - busy) / (experts - 1)));
            shares.answer.push_back(1.0F / float(experts));
        }
    return shares;
}

} // namespace deepscope::test
