// What Deepscope needs of a Vulkan device, what it would like, and the limits that it plans with.
#pragma once

#include "api/devices.h"
#include "gpu/vulkan.h"

#include <string>
#include <vector>

namespace deepscope::gpu {

// How shaders read weights, cache and activations; a property of the device, never of an op.
enum class LoadForm : uint8_t { StorageBuffer, TexelBuffer };

// How lanes of a workgroup exchange values (shaders/lib/lanes.glsl): as subgroups of the device, or in shared memory,
// which takes longer and asks for no more than Vulkan's barriers.
enum class LaneForm : uint8_t { Subgroups, SharedMemory };

struct DeviceFeatures {
    VkPhysicalDeviceProperties properties{};
    VkDriverId driver{};
    std::string driverName, driverVersion;
    uint32_t subgroupSize = 0;        // as the driver says
    bool subgroupSizeControl = false; // a pipeline may demand `subgroupSize`
    uint32_t lanes = 0;               // that work together, a power of two
    LaneForm laneForm = LaneForm::Subgroups;
    bool mayShareLanes = true;           // where subgroups answer wrongly
    bool integerHalves = false;          // F16 is decoded by integers, because the device
                                         // loses the smallest numbers
    uint32_t mostWorkgroupSubgroups = 0; // that Vulkan lets a workgroup have; 0 = unknown
    uint64_t maxAllocation = 0;          // bytes of the largest buffer
    uint64_t largestRead = 0;            // bytes that a kernel can read at once, in this load form
    uint32_t longestLoops = 0; // iterations of all loops of an invocation, after which the device ends them without
                               // a word; 0 = it does not
    bool memoryBudget = false;
    LoadForm loadForm = LoadForm::StorageBuffer;
    bool software = false;             // a CPU that runs a subgroup a thread: kernels get its
                                       // tiles instead of a GPU's
    bool endsDispatches = false;       // a dispatch has ended before the driver looks at the next command, so that
                                       // kernels need no barrier between them
    bool worksApart = false;           // while it works, the threads of the host can: a step is worth beginning before
                                       // the one before has been read
    std::vector<std::string> detours;  // slower roads that a wrong answer made necessary: "uses ..."
    std::vector<std::string> refusals; // missing requirements, a sentence each

    uint32_t mostSubgroups() const; // rows of lanes that a workgroup can have
};

// In the environment DEEPSCOPE_LOAD_FORM=texel or =storage overrides the choice of the load form, DEEPSCOPE_TILES=gpu
// or =software that of the tiles, DEEPSCOPE_LANES=8, 16, 32 or 64 the number of lanes, which then meet in shared memory
// (=share: on any device whose subgroups answer wrongly), and DEEPSCOPE_HALVES=integer the decoding of F16;
// DEEPSCOPE_BARRIERS=all keeps barriers where a driver does without, DEEPSCOPE_AHEAD=yes or =no whether steps are begun
// before the one before has been read; DEEPSCOPE_LARGEST_BINDING=bytes and DEEPSCOPE_LARGEST_READ=bytes lower what a
// kernel can bind and read at once, and with DEEPSCOPE_NO_CLOCK a device has no timestamps: tests try on one device
// what others will run.
DeviceFeatures queryFeatures(VkPhysicalDevice device);

DeviceInfo describe(VkPhysicalDevice device, const DeviceFeatures &features, uint32_t index);

} // namespace deepscope::gpu
