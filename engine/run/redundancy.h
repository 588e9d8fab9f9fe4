// Which rows a cache gives up where others say the same (R-KV, arXiv:2505.24133): those that were looked at little of
// late, and that are like later ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace deepscope {

// What of `kept` rows, oldest first, goes so that `budget` stay: places among them, ascending. `importance`: what the
// observers gave to each, and `keys` kept x columns. The last `observers` are never among them. Each row has
// 0.1 importance - 0.9 redundancy: importance is the largest of its neighbourhood of seven, redundancy the softmax of
// the mean cosine to all others. A row is not held to repeat an earlier one (cosine above 0.5) where it is the last
// that does: so of copies the latest stays.
std::vector<uint32_t> redundantRows(std::span<const double> importance, std::span<const float> keys, uint32_t columns,
                                    uint32_t budget, uint32_t observers);

} // namespace deepscope
