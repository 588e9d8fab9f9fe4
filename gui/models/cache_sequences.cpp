#include "cache_sequences.h"

#include "cache_statistics.h"

namespace deepscope {

namespace {

constexpr uint32_t Most = 8;       // as often as a question can be asked at once
constexpr uint64_t SmallShare = 8; // below an eighth of the memory

} // namespace

uint32_t cacheSequences(const MemoryPlan &plan, const DeviceInfo &device)
{
    const MemoryPlan several = planForContext(plan, plan.context, Most);
    const bool small = several.cacheBytes < device.deviceLocalBudget() / SmallShare;
    return small && fits(several, device) ? Most : 1;
}

} // namespace deepscope
