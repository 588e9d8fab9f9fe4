#include "gpu/device_features.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace deepscope::gpu {

namespace {

bool hasExtension(VkPhysicalDevice device, const char *name)
{
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    for (const VkExtensionProperties &extension : extensions)
        if (std::strcmp(extension.extensionName, name) == 0)
            return true;
    return false;
}

// lavapipe reads storage buffers lane by lane but gathers texels as vectors; GPUs like storage buffers.
LoadForm chooseLoadForm(VkDriverId driver)
{
    if (const char *wanted = std::getenv("DEEPSCOPE_LOAD_FORM")) {
        if (std::strcmp(wanted, "texel") == 0)
            return LoadForm::TexelBuffer;
        if (std::strcmp(wanted, "storage") == 0)
            return LoadForm::StorageBuffer;
    }
    return driver == VK_DRIVER_ID_MESA_LLVMPIPE ? LoadForm::TexelBuffer : LoadForm::StorageBuffer;
}

void collectRefusals(VkPhysicalDevice device, DeviceFeatures &found, const VkPhysicalDeviceSubgroupProperties &subgroup)
{
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
    VkPhysicalDeviceFeatures2 features{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &v12};
    vkGetPhysicalDeviceFeatures2(device, &features);
    found.subgroupSizeControl = v13.subgroupSizeControl && v13.computeFullSubgroups;
    const auto need = [&](bool present, const char *what) {
        if (!present)
            found.refusals.push_back(std::string("it lacks ") + what);
    };
    need(v13.maintenance4, "maintenance4");
    need(v13.synchronization2, "synchronization2");
    need(v12.scalarBlockLayout, "scalar block layout");
    need(hasExtension(device, VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME), "push descriptors");
    const VkSubgroupFeatureFlags wanted =
        VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT | VK_SUBGROUP_FEATURE_SHUFFLE_BIT;
    need((subgroup.supportedOperations & wanted) == wanted && (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT),
         "subgroup arithmetic and shuffles in compute shaders");
}

} // namespace

DeviceFeatures queryFeatures(VkPhysicalDevice device)
{
    DeviceFeatures found;
    vkGetPhysicalDeviceProperties(device, &found.properties);
    if (found.properties.apiVersion < VK_API_VERSION_1_3) {
        found.refusals.push_back(
            "its driver offers Vulkan " + std::to_string(VK_API_VERSION_MAJOR(found.properties.apiVersion)) + "." +
            std::to_string(VK_API_VERSION_MINOR(found.properties.apiVersion)) + ", and 1.3 is needed");
        return found;
    }
    VkPhysicalDeviceVulkan13Properties v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES};
    VkPhysicalDeviceSubgroupProperties subgroup{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES, &v13};
    VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES, &subgroup};
    VkPhysicalDeviceMaintenance4Properties buffers{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_PROPERTIES, &driver};
    VkPhysicalDeviceMaintenance3Properties allocation{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES,
                                                      &buffers};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &allocation};
    vkGetPhysicalDeviceProperties2(device, &properties);

    found.driver = driver.driverID;
    found.driverName = driver.driverName;
    found.driverVersion = driver.driverInfo;
    found.subgroupSize = subgroup.subgroupSize;
    found.maxTexelElements = found.properties.limits.maxTexelBufferElements;
    found.maxAllocation = std::min(allocation.maxMemoryAllocationSize, buffers.maxBufferSize);
    found.memoryBudget = hasExtension(device, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    found.loadForm = chooseLoadForm(found.driver);
    collectRefusals(device, found, subgroup);
    found.subgroupSizeControl &= (v13.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0;
    return found;
}

} // namespace deepscope::gpu
