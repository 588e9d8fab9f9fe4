#include "gpu/device_heaps.h"

#include "gpu/host_memory.h"

#include <algorithm>

namespace deepscope::gpu {

namespace {

// A software device lives in the memory of the machine, whatever size its driver makes up for it (2 GiB in Mesa 22).
void takeMachine(std::vector<HeapUse> &heaps)
{
    const HostMemory host = hostMemory();
    for (HeapUse &use : heaps)
        if (use.heap.deviceLocal && host.bytes > 0)
            use.heap = {host.bytes, host.available, true};
}

} // namespace

std::vector<HeapUse> heapsOf(VkPhysicalDevice device, const DeviceFeatures &features)
{
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 memory{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2,
                                             features.memoryBudget ? &budget : nullptr};
    vkGetPhysicalDeviceMemoryProperties2(device, &memory);
    std::vector<HeapUse> heaps;
    for (uint32_t i = 0; i < memory.memoryProperties.memoryHeapCount; ++i) {
        const VkMemoryHeap &heap = memory.memoryProperties.memoryHeaps[i];
        // The driver's budget counts what this program already holds.
        const VkDeviceSize free = budget.heapBudget[i] - std::min(budget.heapBudget[i], budget.heapUsage[i]);
        heaps.push_back(
            {{heap.size, features.memoryBudget ? free : heap.size, (heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0},
             budget.heapUsage[i]});
    }
    if (features.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU && !features.memoryBudget)
        takeMachine(heaps);
    return heaps;
}

} // namespace deepscope::gpu
