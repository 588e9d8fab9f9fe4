// All that the routers weighed for one token: why these experts, and how narrowly.
#pragma once

#include "score.h"

namespace deepscope {

struct RouterQuestion {
    using End = struct RouterAnswer;
    uint32_t run = 0;
    std::vector<int32_t> tokens; // the last one is meant
    Alteration alteration = {};
};

// A router's own numbers, to the bit.
struct WeighedExpert {
    float logit = 0;
    float affinity = 0; // after the gate: what becomes the weight of a chosen one
    float bias = 0;     // of the file, for the choice alone
    float score = 0;    // what chooses: affinity and bias, as an alteration has it
};

struct WeighedGroup {
    float score = 0; // its two best experts together
    bool kept = true;
};

struct WeighedLayer {
    std::vector<WeighedExpert> experts;
    std::vector<WeighedGroup> groups;  // empty without groups
    std::vector<ExpertHit> chosen;     // in the order of choice, with their weights
    std::vector<uint16_t> withoutBias; // who would have been chosen without the selection bias, by affinity
    RouterMargin margin;
    // The first that was left out, in the order that the router itself chose by; NoExpert where all that may be are
    // chosen.
    uint16_t nextExpert = NoExpert;
};

struct RouterAnswer {
    uint32_t run = 0;
    std::vector<WeighedLayer> layers; // those with experts
    std::optional<Failure> failure;   // why there are none
};

} // namespace deepscope
