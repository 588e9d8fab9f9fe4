// A sequence that is there as long as this.
#pragma once

#include "run/sequences.h"

namespace deepscope {

class HeldSequence {
public:
    // All of `tokens` that lies in the pool, the last one too.
    HeldSequence(Sequences &sequences, std::span<const RowContent> tokens) : m_sequences(sequences)
    {
        std::vector<RowContent> behind(tokens.begin(), tokens.end());
        behind.push_back(0); // the last of a text is always fed
        m_id = sequences.begin(behind);
    }
    ~HeldSequence() { m_sequences.drop(m_id); }
    HeldSequence(const HeldSequence &) = delete;
    HeldSequence &operator=(const HeldSequence &) = delete;

    SequenceId id() const { return m_id; }
    uint32_t length() const { return m_sequences.length(m_id); }

private:
    Sequences &m_sequences;
    SequenceId m_id = 0;
};

} // namespace deepscope
