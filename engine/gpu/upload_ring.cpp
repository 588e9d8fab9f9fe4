#include "gpu/upload_ring.h"

namespace deepscope::gpu {

UploadRing::UploadRing(KernelCache &kernels, uint64_t slotBytes, uint32_t slotCount) : m_slotBytes(slotBytes)
{
    for (uint32_t i = 0; i < slotCount; ++i)
        m_slots.push_back(std::make_unique<Slot>(kernels, slotBytes));
}

std::span<uint8_t> UploadRing::next()
{
    slot().commands.wait();
    return {slot().staging.mapped(), size_t(m_slotBytes)};
}

void UploadRing::copy(std::initializer_list<Copy> copies)
{
    Commands &commands = slot().commands;
    commands.begin();
    for (const Copy &item : copies)
        if (item.bytes > 0)
            commands.copy(slot().staging, item.from, item.to, item.offset, item.bytes);
    commands.end();
    commands.submit();
    m_next = (m_next + 1) % m_slots.size();
}

void UploadRing::finish()
{
    for (const auto &item : m_slots)
        item->commands.wait();
}

} // namespace deepscope::gpu
