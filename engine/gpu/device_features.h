// What Deepscope needs of a Vulkan device, what it would like, and the limits that it plans with.
#pragma once

#include "gpu/vulkan.h"

#include <string>
#include <vector>

namespace deepscope::gpu {

// How shaders read weights, cache and activations; a property of the device, never of an op.
enum class LoadForm : uint8_t { StorageBuffer, TexelBuffer };

struct DeviceFeatures {
    VkPhysicalDeviceProperties properties{};
    VkDriverId driver{};
    std::string driverName, driverVersion;
    uint32_t subgroupSize = 0;
    bool subgroupSizeControl = false; // a pipeline may demand `subgroupSize`
    uint32_t maxTexelElements = 0;
    uint64_t maxAllocation = 0; // bytes of the largest buffer
    bool memoryBudget = false;
    LoadForm loadForm = LoadForm::StorageBuffer;
    bool software = false;             // a CPU that runs a subgroup a thread: kernels get its tiles instead of a GPU's
    std::vector<std::string> refusals; // missing requirements, a sentence each
};

// In the environment DEEPSCOPE_LOAD_FORM=texel or =storage overrides the choice of the load form, and
// DEEPSCOPE_TILES=gpu or =software that of the tiles: tests try on one device what others will run.
DeviceFeatures queryFeatures(VkPhysicalDevice device);

} // namespace deepscope::gpu
