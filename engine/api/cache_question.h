// What the cache holds of a text, as attention reads it: the numbers of each position in some layers. What the cache
// does not have any more is read once more first.
#pragma once

#include "alteration.h"
#include "error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deepscope {

struct CacheQuestion {
    using End = struct CacheAnswer;
    uint32_t run = 0;
    std::vector<int32_t> tokens;
    Alteration alteration = {};
    uint32_t layer = 0, layers = 1; // from this one on, so many
};

// What a layer keeps for one purpose, in floats: rounded as the cache has rounded it. Of latent attention
// (arXiv:2405.04434, 2.1) "latent" is c_KV behind its norm, and "rope_key" k_R, turned to its position; else "keys" are
// turned likewise, where the model does that, and "values" as projected.
struct CachedPart {
    std::string name;
    uint32_t heads = 1, columns = 0; // numbers of a head
    std::vector<float> values;       // positions x heads x columns
};

struct CachedLayer {
    uint32_t layer = 0;
    uint32_t first = 0;            // position of the text: a layer with a window keeps none before
    uint32_t positions = 0;        // from there to the end of the text
    std::vector<CachedPart> parts; // in the order in which they lie
};

struct CacheAnswer {
    uint32_t run = 0;
    std::vector<CachedLayer> layers;
    std::optional<Failure> failure; // why there are none
};

} // namespace deepscope
