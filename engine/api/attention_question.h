// What the heads of a model's attention look at: the last token of a text at each one before it, and all tokens of a
// text together. Computed from the cache when it is asked.
#pragma once

#include "alteration.h"
#include "error.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace deepscope {

struct AttentionQuestion {
    using End = struct AttentionAnswer;
    uint32_t run = 0;
    std::vector<int32_t> tokens; // the last one is meant
    Alteration alteration = {};
    uint32_t layer = 0; // this one, and as many of its neighbours as there is room for: of most models all
    // Of each token the group that it is of, 0 to MostReaderGroups - 1; empty: the last token alone is meant.
    std::vector<uint8_t> groups;
};

inline constexpr uint8_t MostReaderGroups = 8;

struct AttendedLayer {
    uint32_t layer = 0;
    uint32_t heads = 0, positions = 0;
    // What the softmax of each head is made of, of the last token: heads x positions. Of latent attention
    // (arXiv:2405.04434, 2.1) the products with c_KV; `rope` those with k_R, empty where keys have no part of their own
    // for the position. Of positions before a window minus infinity.
    std::vector<float> content, rope;
    // Of each head one number more, which takes its part of the mass and has no value (arXiv:2309.17453); empty: none.
    std::vector<float> sinks;
    // Of each group the mass that its tokens give to each position, the mean of all heads, all tokens of the group
    // together: groups x positions. Empty where the last token alone was meant.
    std::vector<float> received;
};

// heads x positions: of each head the softmax over the positions. Sums are in double.
std::vector<float> attentionMass(const AttendedLayer &layer);
// Of one head the softmax over some positions, at least one that is seen, as if there were no others. What a sink takes
// lacks in it, and above.
std::vector<double> attentionMassOn(const AttendedLayer &layer, uint32_t head, std::span<const uint32_t> positions);
// Of each head what its sink takes: with attentionMass() 1. Empty: the layer has none.
std::vector<double> sinkMass(const AttendedLayer &layer);
// The first position that the window shows to the last token; 0: it sees all.
uint32_t firstAttended(const AttendedLayer &layer);

struct AttentionAnswer {
    uint32_t run = 0;
    std::vector<AttendedLayer> layers; // in ascending order
    std::optional<Failure> failure;    // why there are none
};

} // namespace deepscope
