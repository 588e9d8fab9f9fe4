// Vulkan as the engine uses it: loaded at run time (volk), every result checked.
#pragma once

#include <volk.h>

#include <string>

namespace deepscope::gpu {

// Throws Error(Device) with a sentence when `result` is a failure: out of memory, lost device, ...
void check(VkResult result, const char *doing);

std::string resultName(VkResult result);

} // namespace deepscope::gpu
