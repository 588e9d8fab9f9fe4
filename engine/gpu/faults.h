// Failures on purpose at the boundary to Vulkan, and counts of what crosses it: how tests see that every failure ends
// in a sentence and gives everything back. Without one, calls go straight to the driver.
#pragma once

#include "gpu/vulkan.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace deepscope::gpu {

// Wait: for the end of work; Finish: what comes after it. Barriers are no calls that can fail: the one whose turn it is
// is left out, and the validation layer may complain.
enum class CallKind : uint8_t { Open, Allocate, Create, Map, Pipeline, Record, Submit, Wait, Finish, Barrier, Any };

// The call of `kind` number `atCall`, counted from 1, gives `result` in place of being made; 0 = none does. From a lost
// device on, every later one does too; from a VK_TIMEOUT on, every wait.
struct Fault {
    VkResult result = VK_ERROR_OUT_OF_DEVICE_MEMORY; // VK_SUCCESS: it is made
    CallKind kind = CallKind::Any;
    uint64_t atCall = 0;
    std::atomic<bool> *raise = nullptr; // set to true as its turn comes
    // Of a device only the first kernel, which tries it, is built and run. Building the others is most of what loading
    // takes, and where calls fail it does not matter what they compute.
    bool firstKernelOnly = false;
};

// One at a time in a process, since functions of a C table know no object; devices opened while it lives go through it
// and must not outlive it.
class Faults {
public:
    explicit Faults(const Fault &fault = {});
    ~Faults();
    Faults(const Faults &) = delete;
    Faults &operator=(const Faults &) = delete;
    static Faults *current();

    // Puts itself between the engine and the functions of `table`.
    void over(VolkDeviceTable &table);

    uint64_t calls(CallKind kind) const { return m_calls[size_t(kind)]; }
    uint64_t memoryBytes() const { return m_memoryBytes; } // of the device, allocated and not freed
    int64_t objects() const { return m_objects; }          // created and not destroyed, allocations among them

    // Another fault from now on; counts begin again.
    void set(const Fault &fault);
    uint64_t destroyedTooEarly() const { return m_destroyedTooEarly; } // while work did not end
    uint64_t complaints() const { return m_complaints; } // of the validation layer, since then, about what is left out

    // The result that a call must have in place of its own; VK_SUCCESS: make it.
    VkResult resultOf(CallKind kind);

    // For the thunks
    const VolkDeviceTable &real() const { return m_real; }
    bool leavesOutBarrier();
    bool firstKernelOnly() const { return m_fault.firstKernelOnly; }
    bool standsIn(VkPipeline pipeline);
    VkPipeline standIn(); // for a pipeline; null: build it
    bool skipsDispatches = false;
    bool expects(const VkDebugUtilsMessengerCallbackDataEXT &message);
    void created() { ++m_objects; }
    void destroyed()
    {
        --m_objects;
        m_destroyedTooEarly += m_stuck;
    }
    void allocated(VkDeviceMemory memory, uint64_t bytes);
    void freed(VkDeviceMemory memory);

private:
    Fault m_fault;
    VolkDeviceTable m_real{};
    std::array<std::atomic<uint64_t>, size_t(CallKind::Any) + 1> m_calls{};
    std::atomic<bool> m_lost = false, m_stuck = false;
    std::atomic<uint64_t> m_destroyedTooEarly = 0;
    uint64_t m_pipelines = 0; // of the device that was opened last
    std::unordered_set<VkPipeline> m_standIns;
    std::atomic<uint64_t> m_complaints = 0;
    std::atomic<int64_t> m_objects = 0;
    std::atomic<uint64_t> m_memoryBytes = 0;
    std::mutex m_mutex;
    std::unordered_map<VkDeviceMemory, uint64_t> m_sizes;
};

// For calls that no table holds: vkCreateInstance and the like.
template <typename Call>
VkResult throughFaults(CallKind kind, Call &&call)
{
    Faults *faults = Faults::current();
    const VkResult wanted = faults ? faults->resultOf(kind) : VK_SUCCESS;
    return wanted == VK_SUCCESS ? call() : wanted;
}

} // namespace deepscope::gpu
