// Few cases instead of a full product: every two values of any two parameters come together in at least one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace deepscope::testing {

// A case: the index of a value for each parameter.
using PairwiseCase = std::vector<size_t>;

// `counts`: how many values each parameter has. The same cases for the same seed on every machine.
std::vector<PairwiseCase> pairwiseCases(const std::vector<size_t> &counts, uint32_t seed);

} // namespace deepscope::testing
