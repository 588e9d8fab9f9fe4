#include "eviction.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

uint32_t evictionBudget(const Eviction &eviction, uint32_t tokens)
{
    return std::max(FewestKept, uint32_t(std::ceil(eviction.share * tokens)));
}

} // namespace deepscope
