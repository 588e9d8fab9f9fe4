#include "gpu/vulkan.h"

namespace deepscope::gpu {

std::string resultName(VkResult result)
{
    switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return "out of host memory";
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return "out of device memory";
    case VK_ERROR_DEVICE_LOST:
        return "the device was lost";
    case VK_ERROR_INITIALIZATION_FAILED:
        return "initialisation failed";
    case VK_ERROR_LAYER_NOT_PRESENT:
        return "a layer is not installed";
    case VK_ERROR_EXTENSION_NOT_PRESENT:
        return "an extension is missing";
    case VK_ERROR_FEATURE_NOT_PRESENT:
        return "a feature is missing";
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return "the driver is incompatible";
    default:
        return "Vulkan error " + std::to_string(int(result));
    }
}

void check(VkResult result, const char *doing)
{
    if (result >= 0)
        return;
    std::string sentence = std::string("The Vulkan device failed while ") + doing + ": " + resultName(result) + ".";
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY)
        sentence += " A smaller context or a smaller model needs less memory.";
    if (result == VK_ERROR_DEVICE_LOST)
        sentence += " Load the model again, or choose another device.";
    throw VulkanError(result, sentence);
}

} // namespace deepscope::gpu
