// A block of device memory, and the texel views through which shaders may read it.
#pragma once

#include "gpu/device.h"

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

namespace deepscope::gpu {

inline constexpr uint64_t TexelBytes = 16; // an element of a texel buffer, and what kernels fetch at once

enum class MemoryUse : uint8_t {
    DeviceLocal, // weights, cache, scratch: the host cannot see it
    Upload,      // written by the host, read by the device
    ReadBack,    // written by the device, read by the host
};

class Buffer {
public:
    // Zero bytes are rounded up to 16. Throws Error(Device) when there is no memory.
    Buffer(const Device &device, uint64_t bytes, MemoryUse use, MemoryLabel label = {});
    ~Buffer();
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;

    VkBuffer handle() const { return m_buffer; }
    uint64_t bytes() const { return m_bytes; }
    MemoryUse use() const { return m_use; }
    void setParts(std::vector<NamedBytes> parts); // what lies in it, for the device's ledger

    // Upload and ReadBack only; mapped for the life of the buffer, coherent.
    uint8_t *mapped() const { return m_mapped; }

    // A view of [offset, offset + bytes) as elements of 16 bytes; kept until the buffer goes.
    // Throws Error(Device) when the range has more elements than the device can view.
    VkBufferView texelView(VkFormat format, uint64_t offset, uint64_t bytes) const;

private:
    void create();
    void allocate(MemoryLabel label);
    void release();

    const Device &m_device;
    uint64_t m_bytes;
    MemoryUse m_use;
    VkBuffer m_buffer = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    uint8_t *m_mapped = nullptr;
    std::optional<MemoryLedger::Entry> m_entry; // once it is allocated
    mutable std::map<std::tuple<VkFormat, uint64_t, uint64_t>, VkBufferView> m_views;
};

} // namespace deepscope::gpu
