// The shapes of known models, and two small ones in their image.
#pragma once

#include "model/hyperparameters.h"
#include "model/key_reader.h"
#include "model/rope_scaling.h"

#include <string_view>
#include <vector>

namespace deepscope {

struct Shape {
    std::string_view name;
    Hyperparameters hyper; // without layers and frequencies
    uint32_t layers = 0;
    Mixer mixer; // of every layer, without its scale
    FeedForwardKeys feedForwards;
    double ropeBase = 10000;
    RopeScaling scaling;
    bool attentionBias = false; // on queries, keys and values
    bool routerBias = false;    // added to the scores that choose
};

std::vector<Shape> knownShapes();

} // namespace deepscope
