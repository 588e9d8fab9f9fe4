// What if the cache kept less? Rules that say which of its rows a layer gives up as a text goes on. One row serves all
// heads of its layer: where it goes, it goes for all of them at once.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace deepscope {

enum class EvictionRule : uint8_t {
    Window,       // the first tokens, where attention rests, and the last ones (StreamingLLM, arXiv:2309.17453)
    HeavyHitters, // the last ones, and those that all tokens so far together looked at most (H2O, arXiv:2306.14048)
    Redundancy,   // what was looked at of late, and is not said again later (R-KV, arXiv:2505.24133)
};

// The rows that a token sees, its own among them, are never more than the budget: share x the tokens of the text,
// rounded up, and at least six. Half of it are the last tokens with HeavyHitters, whose sums are of the rows as
// they are kept. With Redundancy an eighth of it is given up at once, each time that all of it is in use, and the last
// eight tokens, or half of it, say what is important. Prompt and answer are treated alike, from the first token on.
struct Eviction {
    EvictionRule rule = EvictionRule::Window;
    double share = 1; // of the text, above 0, at most 1

    bool operator==(const Eviction &) const = default;
};

// [layer][position]: the first position that does not see it any more, later than itself; SeenAlways: it stays.
using SeenUntil = std::vector<std::vector<uint32_t>>;
inline constexpr uint32_t SeenAlways = std::numeric_limits<uint32_t>::max();

} // namespace deepscope
