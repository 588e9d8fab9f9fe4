// Rows of sequences on their way between the pool and the host, as they lie, with what the router chose for each: those
// of each kind together, kind after kind, then their routing (record/kept_cache_file.h).
#pragma once

#include "run/sequence_pool.h"

#include <memory>
#include <span>
#include <vector>

namespace deepscope {

class RowTransfer {
public:
    // `use`: ReadBack to read, Upload to write.
    RowTransfer(ReadyModel &model, SequencePool &pool, gpu::MemoryUse use);

    uint64_t bytesPerRow() const { return m_deviceBytes + m_routingBytes; }
    uint64_t routingBytes() const { return m_routingBytes; } // of a row
    uint32_t rowsAtOnce() const; // a good number for a piece: whole pages where these are not large

    // Rows [first, first + count) of a sequence, which are written. The bytes stay until the next call. Throws
    // Error(Device).
    std::span<const uint8_t> read(SequenceId id, uint32_t first, uint32_t count);
    // Of the rows in `bytes` those behind the first `skipped`, as the rows of a sequence from `first` on: what the
    // device keeps, into rows that are extended, and the routing of `count` rows once they are written.
    void write(SequenceId id, uint32_t first, uint32_t count, std::span<const uint8_t> bytes, uint32_t skipped);
    void writeRouting(SequenceId id, uint32_t first, uint32_t count, std::span<const uint8_t> bytes, uint32_t skipped);
    // Whether the model has all the experts that these rows name.
    bool routingFits(std::span<const uint8_t> bytes) const;

private:
    template <typename Work>
    void eachStretch(SequenceId id, uint32_t first, uint32_t count, Work &&work) const;
    uint32_t rowsOf(std::span<const uint8_t> bytes) const { return uint32_t(bytes.size() / bytesPerRow()); }
    const gpu::Buffer &staging(uint64_t bytes);

    ReadyModel &m_model;
    SequencePool &m_pool;
    const gpu::MemoryUse m_use;
    const uint64_t m_deviceBytes, m_routingBytes; // of a row
    gpu::Commands m_commands;
    std::unique_ptr<gpu::Buffer> m_staging;
    std::vector<uint8_t> m_bytes;
};

} // namespace deepscope
