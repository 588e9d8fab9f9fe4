// The heaps of a device's memory as they are at this moment.
#pragma once

#include "api/memory_account.h"
#include "gpu/device_features.h"

namespace deepscope::gpu {

std::vector<HeapUse> heapsOf(VkPhysicalDevice device, const DeviceFeatures &features);

} // namespace deepscope::gpu
