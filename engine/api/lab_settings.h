// How a model learns by reward: what a person chooses. Kept with checkpoints and records of a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace deepscope {

enum class Algorithm : uint8_t { DrGrpo, Grpo, Dapo, LeaveOneOut };
inline constexpr Algorithm AllAlgorithms[] = {Algorithm::DrGrpo, Algorithm::Grpo, Algorithm::Dapo,
                                              Algorithm::LeaveOneOut};

const char *algorithmName(Algorithm algorithm);                // "dr-grpo", "grpo", "dapo", "rloo"
std::optional<Algorithm> algorithmFrom(std::string_view name); // nothing: there is none of that name
const char *algorithmSentence(Algorithm algorithm);            // what it does, for a person

enum class RewardKind : uint8_t { FormAndMatch, FormOnly, Random };
inline constexpr RewardKind AllRewardKinds[] = {RewardKind::FormAndMatch, RewardKind::FormOnly, RewardKind::Random};

const char *rewardKindName(RewardKind kind);                     // "both", "form", "random"
std::optional<RewardKind> rewardKindFrom(std::string_view name); // nothing: there is none of that name
const char *rewardKindSentence(RewardKind kind);                 // what it rewards, and what comes of it

enum class ThoughtKind : uint8_t { None, Short, Full, Malformed };
inline constexpr size_t ThoughtKinds = 4;
const char *thoughtKindName(ThoughtKind kind); // "none", "short", "full", "malformed"

struct LabSettings {
    RewardKind reward = RewardKind::FormAndMatch;
    double formReward = 0.2, matchReward = 1.0; // match is added where the form is right
    Algorithm algorithm = Algorithm::DrGrpo;
    uint32_t questions = 16, answers = 8; // a step, and to each
    float temperature = 1;
    float rate = 2e-4F; // of the optimizer, reached after ten steps
    uint32_t cap = 64;  // the most tokens of an answer
    double klRate = 0;  // how much it costs to leave the base
    uint64_t seed = 1;  // of questions, draws and random rewards

    bool operator==(const LabSettings &) const = default;
};

} // namespace deepscope
