// What an earlier run said of the tokens that another one begins with: those were given to it, so it has no
// probabilities of its own for them; the same model said them of the same text.
#pragma once

#include "run_store.h"

#include <map>

namespace deepscope {

class BranchFigures {
public:
    explicit BranchFigures(const RunStore &store) : m_store(store) {}

    // `run` begins with tokens of `parent`, as far as they are the same; the one behind may be another of its
    // candidates.
    void begin(uint32_t run, uint32_t parent) { m_parents[run] = parent; }
    // Fills in what is known of a token of such a run. In their order.
    void complete(TokenTrace &trace);

private:
    const RunStore &m_store;
    std::map<uint32_t, uint32_t> m_parents; // of runs that are still the same as theirs
};

// What an answer begins with that has the tokens of a run before this one, and this one in its place.
Beginning beginningBefore(const Run &run, int token, int32_t instead);
// All that a run wrote, so that it can go on.
Beginning beginningOf(const Run &run);
// The first thought that it wrote, as text.
QString thoughtOf(const Run &run);
// What it wrote, with another thought: tokens as far as that is the same, then text. Nothing: it has no thought.
std::optional<Beginning> beginningWithThought(const Run &run, const QString &thought, bool closes);

} // namespace deepscope
