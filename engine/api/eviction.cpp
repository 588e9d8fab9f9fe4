#include "eviction.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

uint32_t evictionBudget(const Eviction &eviction, uint32_t tokens)
{
    constexpr double Rounding = 1e-9; // 0.55 of 100 are 55, though the product is a little more
    return std::max(FewestKept, uint32_t(std::ceil(eviction.share * tokens - Rounding)));
}

} // namespace deepscope
