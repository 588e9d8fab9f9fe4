#include "gpu/buffer.h"

#include "api/error.h"

#include <algorithm>
#include <utility>

namespace deepscope::gpu {

namespace {

VkMemoryPropertyFlags wantedMemory(MemoryUse use)
{
    return use == MemoryUse::DeviceLocal ? VkMemoryPropertyFlags(VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT)
                                         : VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
}

} // namespace

Buffer::Buffer(const Device &device, uint64_t bytes, MemoryUse use, MemoryLabel label)
    : m_device(device), m_bytes((std::max<uint64_t>(bytes, 1) + TexelBytes - 1) / TexelBytes * TexelBytes), m_use(use)
{
    try {
        create();
        allocate(std::move(label));
    } catch (...) {
        release();
        throw;
    }
}

Buffer::~Buffer() { release(); }

void Buffer::setParts(std::vector<NamedBytes> parts) { m_device.ledger().setParts(*m_entry, std::move(parts)); }

void Buffer::release()
{
    if (m_entry)
        m_device.ledger().remove(*m_entry);
    m_entry.reset();
    if (m_device.abandoned())
        return;
    for (const auto &[key, view] : m_views)
        m_device.vk().vkDestroyBufferView(m_device.handle(), view, nullptr);
    m_views.clear();
    m_device.vk().vkDestroyBuffer(m_device.handle(), m_buffer, nullptr);
    m_device.vk().vkFreeMemory(m_device.handle(), m_memory, nullptr);
}

void Buffer::create()
{
    const uint64_t most = m_device.features().maxAllocation;
    if (m_bytes > most)
        throw Error(ErrorKind::Device, "The device cannot reserve " + std::to_string(m_bytes) +
                                           " bytes in one piece (at most " + std::to_string(most) +
                                           "). A smaller context or a smaller model needs less memory.");
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = m_bytes;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT |
                 VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    info.sharingMode = VK_SHARING_MODE_EXCLUSIVE;
    check(m_device.vk().vkCreateBuffer(m_device.handle(), &info, nullptr, &m_buffer), "creating a buffer");
}

void Buffer::allocate(MemoryLabel label)
{
    VkMemoryRequirements needs;
    m_device.vk().vkGetBufferMemoryRequirements(m_device.handle(), m_buffer, &needs);
    VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    info.allocationSize = needs.size;
    const VkMemoryPropertyFlags liked = m_use == MemoryUse::ReadBack ? VK_MEMORY_PROPERTY_HOST_CACHED_BIT : 0;
    const Device::MemoryType type = m_device.memoryType(needs.memoryTypeBits, wantedMemory(m_use), liked);
    info.memoryTypeIndex = type.index;
    const std::string doing = "reserving " + std::to_string(m_bytes) + " bytes";
    check(m_device.vk().vkAllocateMemory(m_device.handle(), &info, nullptr, &m_memory), doing.c_str());
    m_entry = m_device.ledger().add(
        {std::move(label), type.deviceLocal ? MemoryPlace::Device : MemoryPlace::Reachable, info.allocationSize});
    check(m_device.vk().vkBindBufferMemory(m_device.handle(), m_buffer, m_memory, 0), doing.c_str());
    if (m_use == MemoryUse::DeviceLocal)
        return;
    void *address = nullptr;
    check(m_device.vk().vkMapMemory(m_device.handle(), m_memory, 0, VK_WHOLE_SIZE, 0, &address), doing.c_str());
    m_mapped = static_cast<uint8_t *>(address);
}

VkBufferView Buffer::texelView(VkFormat format, uint64_t offset, uint64_t bytes) const
{
    VkBufferView &view = m_views[{format, offset, bytes}];
    if (view)
        return view;
    if (bytes > m_device.features().largestRead)
        throw Error(ErrorKind::Device, "A tensor of " + std::to_string(bytes) +
                                           " bytes is larger than this device can read at once (" +
                                           std::to_string(m_device.features().largestRead) +
                                           " bytes). A stronger quantisation makes it smaller.");
    VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    info.buffer = m_buffer;
    info.format = format;
    info.offset = offset;
    info.range = bytes;
    check(m_device.vk().vkCreateBufferView(m_device.handle(), &info, nullptr, &view), "viewing a buffer");
    return view;
}

} // namespace deepscope::gpu
