// An opened Vulkan device: one queue, its limits, and the forms in which kernels are built for it.
#pragma once

#include "api/devices.h"
#include "gpu/device_features.h"
#include "gpu/instance.h"
#include "gpu/memory_ledger.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace deepscope::gpu {

// A tenth of a second; DEEPSCOPE_SUBMISSION in the environment sets other microseconds (0: each piece alone), for
// tests.
std::chrono::microseconds wantedSubmission();

struct DeviceOptions {
    std::string select; // index or part of a name; empty = the best usable one
    bool validate = validationWanted();
    Worker worker = Worker::SubmittingThread;  // of a software device
    std::chrono::milliseconds patience{60000}; // with a GPU; software shares the processors and gets ten times as long
    std::chrono::microseconds longestSubmission = wantedSubmission();
};

class Device {
public:
    // Throws Error(Device): no such device, or what the chosen one lacks.
    explicit Device(const DeviceOptions &options = {});
    // This one, with its place in the order of preference. It may turn out to be unusable (info().refusals).
    Device(std::shared_ptr<const Instance> instance, VkPhysicalDevice device, uint32_t index);
    ~Device();
    Device(const Device &) = delete;
    Device &operator=(const Device &) = delete;

    VkDevice handle() const { return m_device; }
    const VolkDeviceTable &vk() const { return m_table; }
    VkQueue queue() const { return m_queue; }
    uint32_t queueFamily() const { return m_queueFamily; }

    const DeviceInfo &info() const { return m_info; }
    const DeviceFeatures &features() const { return m_features; }
    uint32_t lanes() const { return m_features.lanes; }        // of a subgroup, or that work like one
    uint32_t timestampBits() const { return m_timestampBits; } // of the queue's clock; 0 = it has none
    std::chrono::milliseconds patience() const;                // until work that does not end counts as lost
    std::chrono::microseconds longestSubmission() const { return m_longestSubmission; } // about, see submission.h
    unsigned workers() const { return m_workers; } // threads that do the work of a software device
    bool isSoftware() const { return m_features.software; }
    bool validated() const { return m_instance->validated(); } // the validation layer watches

    // Type of memory with all of `wanted`, preferring those that also have `liked`. Throws Error(Device).
    struct MemoryType {
        uint32_t index = 0;
        bool deviceLocal = false; // in a heap of the device's own
    };
    MemoryType memoryType(uint32_t allowed, VkMemoryPropertyFlags wanted, VkMemoryPropertyFlags liked) const;
    MemoryLedger &ledger() const { return m_ledger; }
    std::vector<HeapUse> heaps() const; // as they are now

    // Work may still be going on that nobody waits for any more. What the device could use of this one's memory and
    // objects is never destroyed from now on, nor are the device and its instance: better held than pulled away.
    void abandon() const { m_abandoned = true; }
    bool abandoned() const { return m_abandoned; }

private:
    void select(const std::string &wanted);
    void openIfUsable(VkPhysicalDevice device, uint32_t index);
    void create();
    void prove();
    void close();

    std::shared_ptr<const Instance> m_instance;
    VkPhysicalDevice m_physical = VK_NULL_HANDLE;
    DeviceInfo m_info;
    DeviceFeatures m_features;
    VkDevice m_device = VK_NULL_HANDLE;
    VolkDeviceTable m_table{};
    VkQueue m_queue = VK_NULL_HANDLE;
    uint32_t m_queueFamily = 0;
    uint32_t m_timestampBits = 0;
    std::chrono::milliseconds m_patience = DeviceOptions().patience;
    std::chrono::microseconds m_longestSubmission = DeviceOptions().longestSubmission;
    unsigned m_workers = 1;
    mutable std::atomic<bool> m_abandoned = false;
    mutable MemoryLedger m_ledger;
};

} // namespace deepscope::gpu
