// The shapes of known models, and three small ones in their image.
#pragma once

#include "model/hyperparameters.h"
#include "model/key_reader.h"
#include "model/rope_scaling.h"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace deepscope {

struct Shape {
    std::string_view name;
    Hyperparameters hyper; // without layers and frequencies
    uint32_t layers = 0;
    std::variant<LatentAttention, GroupedAttention> mixer; // of every layer, without its scale
    std::optional<DeltaNet> recurrent; // of all layers but each of number `interval`, counted from 1
    uint32_t interval = 0;
    uint32_t windowPattern = 0; // the last of each so many layers has no window; 0: all are alike
    FeedForwardKeys feedForwards;
    double ropeBase = 10000;
    RopeScaling scaling;
    bool attentionBias = false; // on queries, keys and values
    bool outputBias = false;    // on what attention gives
    bool routerBias = false;    // added to the scores that choose

    bool isRecurrent(uint32_t layer) const { return recurrent && (layer + 1) % interval != 0; }
    Mixer mixerOf(uint32_t layer) const;
};

std::vector<Shape> knownShapes();

} // namespace deepscope
