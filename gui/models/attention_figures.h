// What the attention of a token, or of a whole run, comes to in a few numbers.
#pragma once

#include "run.h"

#include "api/attention_question.h"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace deepscope {

// Shares of 1.
struct AttentionPlaces {
    double first = 0;                  // on the first token, where attention rests that has nothing to look for
    double itself = 0;                 // on the token that looks
    std::array<double, 3> phases = {}; // on all tokens of each Phase, those two among them
};
AttentionPlaces attentionPlaces(const Run &run, std::span<const double> shares);

// The positions with the largest shares, those first.
inline constexpr size_t MostLookedAt = 8; // tokens in a list
std::vector<std::pair<int, double>> strongest(std::span<const double> shares, size_t most);
// Of these those that stand out, by position: with a hundredth or more, and more than if all that are seen got alike.
// Each with a strength up to 1, the share against the greatest but that of the first token, where attention rests.
std::vector<std::pair<int, double>> lookedAtMost(std::span<const double> shares);

// Scores before the softmax by how far back they look, the mean of heads and layers that see so far: of latent
// attention what comes from c_KV, and from k_R.
struct DistanceScores {
    int nearest = 0, farthest = 0; // 0 = the token itself
    double content = 0, rope = 0;
};
// By powers of two: 0, 1, 2 to 3, 4 to 7, ... `layer`, `head` -1: of all of them.
std::vector<DistanceScores> scoresByDistance(const std::vector<AttendedLayer> &layers, int layer, int head);

// Of a whole run: what an average token of each phase gives to the tokens of each other (rows: who looks), the mean of
// the layers; and of each position the share of all that is given. `layer` -1: the mean of all.
struct RunAttention {
    std::array<std::array<double, 3>, 3> given = {};
    std::array<double, 3> sinks = {}; // and what sinks take of each phase's (AttendedLayer::sinks)
    std::vector<double> received;     // sums to 1 without sinks
};
RunAttention runAttention(const Run &run, const std::vector<AttendedLayer> &layers, int layer);

} // namespace deepscope
