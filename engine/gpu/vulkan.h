// Vulkan as the engine uses it: loaded at run time (volk), every result checked.
#pragma once

#include "api/error.h"

#include <volk.h>

#include <string>

namespace deepscope::gpu {

// What a call to Vulkan came back with.
class VulkanError : public Error {
public:
    VulkanError(VkResult result, const std::string &sentence) : Error(ErrorKind::Device, sentence), m_result(result) {}
    VkResult result() const { return m_result; }

private:
    VkResult m_result;
};

// Throws VulkanError with a sentence when `result` is a failure: out of memory, lost device, ...
void check(VkResult result, const char *doing);

std::string resultName(VkResult result);

} // namespace deepscope::gpu
