// The connection to the Vulkan loader, and what it says of the devices behind it.
#pragma once

#include "gpu/validation.h"
#include "gpu/worker.h"

#include <memory>
#include <vector>

namespace deepscope::gpu {

// What is wrong, and what would work, where there is no loader, no driver or no device.
#ifdef _WIN32
constexpr const char *NoDriverSentence =
    "No Vulkan driver was found. Install the current graphics driver of your card's maker.";
#else
constexpr const char *NoDriverSentence =
    "No Vulkan driver was found. Install your graphics driver, or the software device "
    "(Debian and Ubuntu: apt install libvulkan1 mesa-vulkan-drivers).";
#endif

class Instance {
public:
    // With `validate`, the Khronos validation layer watches (validation.h). Throws Error(Device) when there is no
    // loader, layer or Vulkan 1.3.
    explicit Instance(bool validate, Worker worker = Worker::SubmittingThread);
    bool validated() const { return bool(m_validation); }
    ~Instance();
    Instance(const Instance &) = delete;
    Instance &operator=(const Instance &) = delete;

    VkInstance handle() const { return m_instance; }
    const std::vector<VkPhysicalDevice> &physicalDevices() const { return m_devices; }

private:
    void create(bool validate);
    void release();
    std::vector<VkPhysicalDevice> listDevices() const;

    VkInstance m_instance = VK_NULL_HANDLE;
    std::unique_ptr<Validation> m_validation;
    std::vector<VkPhysicalDevice> m_devices;
};

// Devices in the order of preference: discrete, integrated, virtual, software; their index is the place in this order.
std::vector<VkPhysicalDevice> preferredOrder(const Instance &instance);

} // namespace deepscope::gpu
