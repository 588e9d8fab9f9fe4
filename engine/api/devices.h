// The Vulkan devices of this machine and what Deepscope can do with each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deepscope {

enum class DeviceType : uint8_t { Discrete, Integrated, Virtual, Software, Other };

const char *deviceTypeName(DeviceType type); // "discrete", ...

struct MemoryHeap {
    uint64_t bytes = 0;
    uint64_t budget = 0; // what the driver would still give; equals bytes where it does not say
    bool deviceLocal = false;

    bool operator==(const MemoryHeap &) const = default;
};

struct DeviceInfo {
    uint32_t index = 0;
    std::string name;   // "llvmpipe (LLVM 15.0.6, 256 bits)"
    std::string driver; // name and version
    std::string apiVersion;
    DeviceType type = DeviceType::Other;
    std::vector<MemoryHeap> heaps;
    uint32_t subgroupSize = 0;
    uint64_t largestBinding = 0;       // bytes that a kernel can write to at once; 0 = unknown (recorded runs)
    uint64_t largestRead = 0;          // bytes that a kernel can read at once; 0 = unknown
    uint64_t largestAllocation = 0;    // bytes of one buffer; 0 = unknown
    uint32_t longestLoops = 0;         // iterations that work can take before the device ends it; 0 = any number
    std::vector<std::string> paths;    // optional paths that this device will use, for instance "texel loads"
    std::vector<std::string> refusals; // why it cannot be used; empty = usable

    bool usable() const { return refusals.empty(); }
    uint64_t deviceLocalBudget() const; // the largest device-local heap's budget

    bool operator==(const DeviceInfo &) const = default;
};

// The device with a sixteenth of its memory left to others.
DeviceInfo withHeadroom(DeviceInfo device);

struct DeviceList {
    std::vector<DeviceInfo> devices; // best first: discrete, integrated, virtual, software
    std::string problem;             // one sentence when there is none, with what to install
};

// Whether a person who writes `wanted` means this device: its index or a part of its name; empty means any.
bool isMeant(const DeviceInfo &device, const std::string &wanted);

// The usable device that a model is opened on, or null.
const DeviceInfo *chooseDevice(const DeviceList &list, const std::string &wanted);

// Never throws: a machine without a Vulkan loader gives an empty list and a sentence.
DeviceList listDevices();

} // namespace deepscope
