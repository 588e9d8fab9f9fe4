#include "api/devices.h"

#include "api/error.h"
#include "gpu/buffer.h"
#include "gpu/device_features.h"
#include "gpu/device_heaps.h"
#include "gpu/instance.h"

#include <algorithm>

namespace deepscope {

namespace {

DeviceType typeOf(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return DeviceType::Discrete;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return DeviceType::Integrated;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return DeviceType::Virtual;
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
        return DeviceType::Software;
    default:
        return DeviceType::Other;
    }
}

std::string versionText(uint32_t version)
{
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." + std::to_string(VK_API_VERSION_MINOR(version)) + "." +
           std::to_string(VK_API_VERSION_PATCH(version));
}

} // namespace

const char *deviceTypeName(DeviceType type)
{
    switch (type) {
    case DeviceType::Discrete:
        return "discrete";
    case DeviceType::Integrated:
        return "integrated";
    case DeviceType::Virtual:
        return "virtual";
    case DeviceType::Software:
        return "software";
    case DeviceType::Other:
        break;
    }
    return "other";
}

uint64_t DeviceInfo::deviceLocalBudget() const
{
    uint64_t largest = 0;
    for (const MemoryHeap &heap : heaps)
        if (heap.deviceLocal)
            largest = std::max(largest, heap.budget);
    return largest;
}

DeviceInfo gpu::describe(VkPhysicalDevice device, const DeviceFeatures &features, uint32_t index)
{
    DeviceInfo info;
    info.index = index;
    info.name = features.properties.deviceName;
    info.driver = features.driverName + " " + features.driverVersion;
    info.apiVersion = versionText(features.properties.apiVersion);
    info.type = typeOf(features.properties.deviceType);
    for (const HeapUse &use : heapsOf(device, features))
        info.heaps.push_back(use.heap);
    info.subgroupSize = features.subgroupSize;
    info.largestBinding = features.properties.limits.maxStorageBufferRange;
    info.largestRead = features.largestRead;
    info.largestAllocation = features.maxAllocation;
    info.longestLoops = features.longestLoops;
    info.refusals = features.refusals;
    info.paths.push_back(features.loadForm == LoadForm::TexelBuffer ? "texel loads" : "storage loads");
    if (features.subgroupSizeControl)
        info.paths.push_back("subgroup size control");
    if (features.memoryBudget)
        info.paths.push_back("memory budget");
    info.paths.insert(info.paths.end(), features.detours.begin(), features.detours.end());
    return info;
}

// Opens the device for a moment: what it says of itself is not enough to call it usable.
static DeviceInfo infoOf(const std::shared_ptr<const gpu::Instance> &instance, VkPhysicalDevice device, uint32_t index)
{
    try {
        return gpu::Device(instance, device, index).info();
    } catch (const Error &error) {
        DeviceInfo info = gpu::describe(device, gpu::queryFeatures(device), index);
        info.refusals.push_back(error.what());
        return info;
    }
}

DeviceList listDevices()
{
    DeviceList list;
    try {
        const auto instance = std::make_shared<const gpu::Instance>(false);
        for (VkPhysicalDevice device : gpu::preferredOrder(*instance))
            list.devices.push_back(infoOf(instance, device, uint32_t(list.devices.size())));
        if (list.devices.empty())
            list.problem = gpu::NoDriverSentence;
    } catch (const Error &error) {
        list.problem = error.what();
    }
    return list;
}

} // namespace deepscope
