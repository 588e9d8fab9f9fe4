// The cache of a model as sequences use it: pages on the device, and for the trace what the router chose for each row.
#pragma once

#include "model/kept_routing.h"
#include "run/ready_model.h"
#include "run/sequences.h"

namespace deepscope {

class SequencePool {
public:
    explicit SequencePool(ReadyModel &model);

    Sequences &sequences() { return m_sequences; }
    const Sequences &sequences() const { return m_sequences; }

    // On the device; before the rows behind them are written.
    void make(const std::vector<PageCopy> &copies);

    // Of each position, which must have been kept.
    std::vector<std::vector<ExpertHit>> routing(SequenceId id, uint32_t positions) const;
    void keepRouting(SequenceId id, uint32_t position, std::span<const ExpertHit> routing);

private:
    size_t rowOf(SequenceId id, uint32_t position) const;

    ReadyModel &m_model;
    Sequences m_sequences;
    KeptRouting m_routing; // of each row of the pool
};

} // namespace deepscope
