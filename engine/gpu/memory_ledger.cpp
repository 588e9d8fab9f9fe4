#include "gpu/memory_ledger.h"

#include <utility>

namespace deepscope::gpu {

MemoryLedger::Entry MemoryLedger::add(MemoryItem whole)
{
    const std::lock_guard lock(m_mutex);
    ++m_changes;
    return m_allocations.insert(m_allocations.end(), {std::move(whole), {}});
}

void MemoryLedger::setParts(Entry entry, std::vector<NamedBytes> parts)
{
    const std::lock_guard lock(m_mutex);
    ++m_changes;
    entry->parts = std::move(parts);
}

void MemoryLedger::remove(Entry entry)
{
    const std::lock_guard lock(m_mutex);
    ++m_changes;
    m_allocations.erase(entry);
}

std::vector<MemoryItem> MemoryLedger::items() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<MemoryItem> items;
    for (const auto &[whole, parts] : m_allocations) {
        MemoryItem rest = whole;
        for (const auto &[name, bytes] : parts) {
            const int layer = whole.label.layer < 0 ? layerOf(name) : whole.label.layer;
            items.push_back({{whole.label.purpose, name, layer}, whole.place, bytes});
            rest.bytes -= bytes;
        }
        if (rest.bytes > 0)
            items.push_back(std::move(rest));
    }
    return items;
}

uint64_t MemoryLedger::changes() const
{
    const std::lock_guard lock(m_mutex);
    return m_changes;
}

} // namespace deepscope::gpu
