// What is allocated of a device's memory at this moment, each piece with its name.
#pragma once

#include "api/memory_account.h"

#include <list>
#include <mutex>
#include <string>
#include <vector>

namespace deepscope::gpu {

struct NamedBytes {
    std::string name;
    uint64_t bytes = 0;
};

// Any thread may call it.
class MemoryLedger {
    struct Allocation {
        MemoryItem whole;
        std::vector<NamedBytes> parts; // tensors
    };

public:
    using Entry = std::list<Allocation>::iterator;

    Entry add(MemoryItem whole);
    void setParts(Entry entry, std::vector<NamedBytes> parts); // no more bytes in all than the whole has
    void remove(Entry entry);

    // Parts in place of wholes, and what is left of these.
    std::vector<MemoryItem> items() const;
    uint64_t changes() const; // so far: another number means other items

private:
    mutable std::mutex m_mutex;
    std::list<Allocation> m_allocations;
    uint64_t m_changes = 0;
};

} // namespace deepscope::gpu
