// The cache of a model as sequences use it: pages on the device, and for the trace what the router chose for each row.
#pragma once

#include "model/kept_routing.h"
#include "run/ready_model.h"
#include "run/sequences.h"

#include <deque>
#include <utility>

namespace deepscope {

class SequencePool {
public:
    explicit SequencePool(ReadyModel &model);

    Sequences &sequences() { return m_sequences; }
    const Sequences &sequences() const { return m_sequences; }

    // On the device; before the rows behind them are written.
    void make(const std::vector<PageCopy> &copies);

    // Of each position, which must have been kept: [expert layer][choices], or of the model's own number where that is
    // larger.
    std::vector<std::vector<ExpertHit>> routing(SequenceId id, uint32_t positions, uint32_t choices = 0) const;
    void keepRouting(SequenceId id, uint32_t position, std::span<const ExpertHit> routing);

    std::span<uint8_t> routingOfRows(size_t first, size_t count) { return m_routing.rows(first, count); } // of the pool

    uint64_t routingBytes() const { return m_routing.bytes(); } // of the host's memory

    // The number of what lies in rows that are written with these routers; alike ones have the same, so that their
    // beginnings are shared. Wider routing than the model's own is not kept, and so not shared.
    uint32_t variantOf(const Alteration &alteration, bool wide);
    uint32_t ownVariant() { return ++m_lastVariant; } // of what nobody else writes

private:
    std::vector<ExpertHit> widened(const std::vector<ExpertHit> &hits, uint32_t choices) const;
    size_t rowOf(SequenceId id, uint32_t position) const;

    ReadyModel &m_model;
    Sequences m_sequences;
    KeptRouting m_routing;                                  // of each row of the pool
    std::deque<std::pair<Alteration, uint32_t>> m_variants; // the last ones
    uint32_t m_lastVariant = 0;
};

} // namespace deepscope
