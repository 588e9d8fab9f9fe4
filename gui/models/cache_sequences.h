// Of how many full contexts a cache is to have room, so that several answers are made beside each other.
#pragma once

#include "api/engine.h"

namespace deepscope {

// `plan` is of one. Several where the cache stays small beside the device's free memory, else one: answers that have no
// room wait for each other.
uint32_t cacheSequences(const MemoryPlan &plan, const DeviceInfo &device);

} // namespace deepscope
