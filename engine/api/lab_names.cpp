// What the lab's choices are called, and what they do.
#include "api/lab_settings.h"

namespace deepscope {

const char *algorithmName(Algorithm algorithm)
{
    constexpr const char *Names[] = {"dr-grpo", "grpo", "dapo", "rloo"};
    return Names[size_t(algorithm)];
}

std::optional<Algorithm> algorithmFrom(std::string_view name)
{
    for (const Algorithm algorithm : AllAlgorithms)
        if (name == algorithmName(algorithm))
            return algorithm;
    return std::nullopt;
}

const char *algorithmSentence(Algorithm algorithm)
{
    constexpr const char *Sentences[] = {
        "Dr. GRPO: an answer is as good as its reward is above the mean of its group, and every token counts the same, "
        "so that length alone neither pays nor costs.",
        "GRPO, as published: the distance from the group's mean is divided by the group's spread, and each answer by "
        "its own length, which makes small differences large and long wrong answers cheap.",
        "DAPO: as GRPO, but all tokens of the step count the same, and groups whose answers are all equally good are "
        "left out.",
        "REINFORCE, leave one out: each answer is compared with the mean of the others in its group, and all its "
        "tokens are pushed by the whole difference.",
    };
    return Sentences[size_t(algorithm)];
}

const char *rewardKindName(RewardKind kind)
{
    constexpr const char *Names[] = {"both", "form", "random"};
    return Names[size_t(kind)];
}

std::optional<RewardKind> rewardKindFrom(std::string_view name)
{
    for (const RewardKind kind : AllRewardKinds)
        if (name == rewardKindName(kind))
            return kind;
    return std::nullopt;
}

const char *rewardKindSentence(RewardKind kind)
{
    constexpr const char *Sentences[] = {
        "Form and match: an answer of the right form gets a little, and much more if it is also right.",
        "Form alone: nothing holds the answers right, and nothing makes a thought pay.",
        "By lot: half of all answers are rewarded, whatever they say. Nothing can be learned from it.",
    };
    return Sentences[size_t(kind)];
}

const char *thoughtKindName(ThoughtKind kind)
{
    constexpr const char *Names[] = {"none", "short", "full", "malformed"};
    return Names[size_t(kind)];
}

} // namespace deepscope
