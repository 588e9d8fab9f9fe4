// Orders tokens by their logits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace deepscope {

// The ids of all logits, of which only the first places are in order yet: as many as were asked for, best first, ties
// to the lower id.
class TokenRanking {
public:
    explicit TokenRanking(std::span<const float> logits);
    // The `count` best (or all, where there are fewer).
    std::span<const int32_t> best(size_t count);
    // All of them, in the order of ids until some were asked for.
    std::span<const int32_t> all() const { return m_ids; }

private:
    std::span<const float> m_logits;
    std::vector<int32_t> m_ids;
    size_t m_ordered = 0;
};

} // namespace deepscope
