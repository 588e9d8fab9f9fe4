// What a model tells its ops beside sizes: how values rotate, and how a router turns its logits into a few experts and
// their weights. DeepSeek-V2 (arXiv:2405.04434) section 2.2, DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
#pragma once

#include <cstdint>

namespace deepscope {

// Which values of a head rotate together: (2i, 2i + 1), or (i, i + n/2).
enum class RopePairing : uint8_t { Adjacent, Halves };

// What a gated unit makes of what its gate and its up matrix give, g and u: silu(g) * u (arXiv:2002.05202); or, with
// g <= 7 and |u| <= 7, which are cut off there, g * sigmoid(1.702 g) * (u + 1) (gpt-oss, arXiv:2508.10925).
enum class UnitRule : uint8_t { Swish, ClampedSwish };

inline constexpr uint32_t MostExperts = 1024; // a layer; the router keeps them in a workgroup's memory

enum class Gate : uint8_t { Softmax, Sigmoid };

struct RouterRule {
    uint32_t experts = 0;
    uint32_t used = 0;       // top-k
    uint32_t groups = 1;     // 1 = no groups
    uint32_t groupsUsed = 1; // a group's score is the sum of its two best biased affinities
    Gate gate = Gate::Softmax;
    bool normalise = false; // divide the chosen weights by max(their sum, 6.1035e-5)
    float scale = 1;        // then times this

    bool operator==(const RouterRule &) const = default;
};

} // namespace deepscope
