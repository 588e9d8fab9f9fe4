// The device's clock, read between recorded commands.
#pragma once

#include "gpu/device.h"

#include <vector>

namespace deepscope::gpu {

class Timestamps {
public:
    // Room for so many; none where the device has no clock. Throws Error(Device).
    Timestamps(const Device &device, uint32_t most);
    ~Timestamps();
    Timestamps(const Timestamps &) = delete;
    Timestamps &operator=(const Timestamps &) = delete;

    explicit operator bool() const { return m_queries != VK_NULL_HANDLE; }

    void begin(VkCommandBuffer commands); // forgets what was recorded before
    // When everything before it is done. Recorded one after another from 0 on; beyond `most` nothing is.
    void record(VkCommandBuffer commands, uint32_t index);
    // Microseconds from timestamp 0 to each that was recorded, of the last submission.
    std::vector<double> read() const;

private:
    const Device &m_device;
    VkQueryPool m_queries = VK_NULL_HANDLE;
    uint32_t m_most;
    uint32_t m_recorded = 0;
};

} // namespace deepscope::gpu
