// How the next token is chosen from the model's distribution.
#pragma once

#include <cstdint>

namespace deepscope {

struct Sampling {
    float temperature = 0; // 0 = greedy
    uint32_t topK = 0;     // 0 = off
    float topP = 1;        // 1 = off
    float minP = 0;        // 0 = off
    uint64_t seed = 0;

    bool operator==(const Sampling &) const = default;
};

} // namespace deepscope
