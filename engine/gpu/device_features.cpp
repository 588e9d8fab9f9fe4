#include "gpu/device_features.h"

#include <algorithm>
#include <bit>
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

constexpr uint32_t MostLanes = 128;   // that shaders/lib/tile.glsl adds over
constexpr uint32_t MesaLoops = 65535; // LP_MAX_TGSI_LOOP_ITERATIONS of Mesa's software device
constexpr uint64_t FetchedBytes = 16; // of a texel
constexpr uint32_t UsualLanes = 32;   // in shared memory, where the device has no number that would do

bool isWanted(const char *variable, const char *value)
{
    const char *found = std::getenv(variable);
    return found && std::strcmp(found, value) == 0;
}

// lavapipe reads storage buffers lane by lane but gathers texels as vectors; GPUs like storage buffers.
LoadForm chooseLoadForm(VkDriverId driver)
{
    if (isWanted("DEEPSCOPE_LOAD_FORM", "texel"))
        return LoadForm::TexelBuffer;
    if (isWanted("DEEPSCOPE_LOAD_FORM", "storage"))
        return LoadForm::StorageBuffer;
    return driver == VK_DRIVER_ID_MESA_LLVMPIPE ? LoadForm::TexelBuffer : LoadForm::StorageBuffer;
}

template <typename Number>
Number lowered(Number limit, const char *variable)
{
    const char *wanted = std::getenv(variable);
    const unsigned long long bytes = wanted ? std::strtoull(wanted, nullptr, 10) : 0;
    return bytes > 0 ? Number(std::min<uint64_t>(limit, bytes)) : limit;
}

// Of the bytes that a kernel reaches through one binding.
void chooseLimits(DeviceFeatures &found)
{
    VkPhysicalDeviceLimits &limits = found.properties.limits;
    limits.maxStorageBufferRange = lowered(limits.maxStorageBufferRange, "DEEPSCOPE_LARGEST_BINDING");
    const uint64_t read = found.loadForm == LoadForm::TexelBuffer ? limits.maxTexelBufferElements * FetchedBytes
                                                                  : uint64_t(limits.maxStorageBufferRange);
    found.largestRead = lowered(read, "DEEPSCOPE_LARGEST_READ");
}

bool isNumberOfLanes(unsigned long count) { return count <= MostLanes && std::has_single_bit(count); }

// `fixedSize`: the device has subgroups of one size only. Where it has several and a pipeline cannot demand one, nobody
// knows how many lanes will work together.
void chooseLanes(DeviceFeatures &found, bool fixedSize)
{
    const bool suitable = isNumberOfLanes(found.subgroupSize);
    found.lanes = suitable ? found.subgroupSize : UsualLanes;
    if (!suitable || !(fixedSize || found.subgroupSizeControl))
        found.laneForm = LaneForm::SharedMemory;
    // Lanes in shared memory come to the end of Mesa's loops within a few hundred positions of attention: right in
    // tests, not in chats.
    found.mayShareLanes = found.driver != VK_DRIVER_ID_MESA_LLVMPIPE || isWanted("DEEPSCOPE_LANES", "share");
    if (found.laneForm == LaneForm::SharedMemory && !found.mayShareLanes)
        found.refusals.push_back("its subgroups are of a size that cannot be used");
    const char *wanted = std::getenv("DEEPSCOPE_LANES");
    const unsigned long forced = wanted ? std::strtoul(wanted, nullptr, 10) : 0;
    if (isNumberOfLanes(forced)) {
        found.lanes = uint32_t(forced);
        found.laneForm = LaneForm::SharedMemory;
    }
}

void collectRefusals(VkPhysicalDevice device, DeviceFeatures &found, const VkPhysicalDeviceSubgroupProperties &subgroup)
{
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
    VkPhysicalDeviceFeatures2 features{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &v12};
    vkGetPhysicalDeviceFeatures2(device, &features);
    const auto need = [&](bool present, const char *what) {
        if (!present)
            found.refusals.push_back(std::string("it lacks ") + what);
    };
    need(v13.maintenance4, "maintenance4");
    need(v13.synchronization2, "synchronization2");
    need(v13.subgroupSizeControl && v13.computeFullSubgroups, "subgroup size control with full subgroups");
    need(v12.scalarBlockLayout, "scalar block layout");
    need(hasExtension(device, VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME), "push descriptors");
    const VkSubgroupFeatureFlags wanted =
        VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT | VK_SUBGROUP_FEATURE_SHUFFLE_BIT;
    need((subgroup.supportedOperations & wanted) == wanted && (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT),
         "subgroup arithmetic and shuffles in compute shaders");
    need(found.lanes <= found.properties.limits.maxComputeWorkGroupSize[0] && found.mostSubgroups() > 0,
         "workgroups of as many lanes as its subgroups have");
}

} // namespace

uint32_t DeviceFeatures::mostSubgroups() const
{
    const VkPhysicalDeviceLimits &limits = properties.limits;
    const uint32_t most = std::min(limits.maxComputeWorkGroupSize[1], limits.maxComputeWorkGroupInvocations / lanes);
    return laneForm == LaneForm::Subgroups && mostWorkgroupSubgroups > 0 ? std::min(most, mostWorkgroupSubgroups)
                                                                         : most;
}

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
    found.maxAllocation = std::min(allocation.maxMemoryAllocationSize, buffers.maxBufferSize);
    found.memoryBudget = hasExtension(device, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    found.loadForm = chooseLoadForm(found.driver);
    const char *tiles = std::getenv("DEEPSCOPE_TILES");
    found.software =
        tiles ? std::strcmp(tiles, "software") == 0 : found.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    // llvmpipe waits for the threads of a dispatch where it launches them, in every version that has compute shaders
    // (llvmpipe_launch_grid); lavapipe then flushes and waits for a fence at each barrier once more, which takes as
    // long as a small kernel: without, the default model decoded 1.14 times as many tokens a second (median of 7
    // pairs).
    found.endsDispatches = found.driver == VK_DRIVER_ID_MESA_LLVMPIPE && !isWanted("DEEPSCOPE_BARRIERS", "all");
    found.worksApart = !found.software;
    if (const char *ahead = std::getenv("DEEPSCOPE_AHEAD"))
        found.worksApart = std::strcmp(ahead, "yes") == 0;
    found.subgroupSizeControl = (v13.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0;
    found.mostWorkgroupSubgroups = v13.maxComputeWorkgroupSubgroups;
    found.integerHalves = isWanted("DEEPSCOPE_HALVES", "integer");
    found.longestLoops = found.driver == VK_DRIVER_ID_MESA_LLVMPIPE ? MesaLoops : 0;
    chooseLimits(found);
    chooseLanes(found, v13.minSubgroupSize == v13.maxSubgroupSize);
    collectRefusals(device, found, subgroup);
    return found;
}

} // namespace deepscope::gpu
