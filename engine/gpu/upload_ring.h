// Staging buffers in turn: while the device copies out of one, the host fills the next.
#pragma once

#include "gpu/commands.h"

#include <memory>
#include <span>
#include <vector>

namespace deepscope::gpu {

class UploadRing {
public:
    // Reserves `slotCount` staging buffers of `slotBytes`. Throws Error(Device).
    UploadRing(KernelCache &kernels, uint64_t slotBytes, uint32_t slotCount);

    uint64_t slotBytes() const { return m_slotBytes; }

    // Staging memory that the host may write to, until copy(). Waits until the device has done with it.
    std::span<uint8_t> next();

    // From byte `from` of what next() gave.
    struct Copy {
        uint64_t from;
        const Buffer &to;
        uint64_t offset, bytes;
    };
    // Starts the copies and comes back at once. The targets must outlive them: finish() or the ring's end.
    void copy(std::initializer_list<Copy> copies);

    void finish(); // waits until everything has arrived

private:
    struct Slot {
        Slot(KernelCache &kernels, uint64_t bytes)
            : staging(kernels.device(), bytes, MemoryUse::Upload, {MemoryPurpose::Staging}), commands(kernels)
        {
        }
        Buffer staging;
        Commands commands; // ends first: it waits
    };
    Slot &slot() { return *m_slots[m_next]; }

    uint64_t m_slotBytes;
    std::vector<std::unique_ptr<Slot>> m_slots;
    size_t m_next = 0;
};

} // namespace deepscope::gpu
