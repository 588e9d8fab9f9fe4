// An order of things in which similar ones stand beside each other.
#pragma once

#include <functional>
#include <vector>

namespace deepscope {

// The leaves of a tree of clusters, joined by average linkage (UPGMA; Sokal and Michener 1958): the two clusters whose
// members are most similar on average come together first. `similarity` is symmetric. Deterministic: of equal pairs the
// first is taken, and of two clusters the one with the smallest number in it stands first.
std::vector<int> averageLinkageOrder(int count, const std::function<double(int, int)> &similarity);

} // namespace deepscope
