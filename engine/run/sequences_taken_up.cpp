// Sequences: where a text can be taken up. What lies in pages alone can be gone on from anywhere; a state only where
// one stands, and a window only where all rows that it shows are there.
#include "run/sequences.h"

namespace deepscope {

namespace {

constexpr uint32_t StatesHeld = 2; // by a sequence whose steps do not go ahead

} // namespace

// At most so many of the tokens of a sequence without pending rows. Of its states the last one is then the one behind
// them.
uint32_t Sequences::takeUpAt(Sequence &sequence, uint32_t positions)
{
    for (;;) {
        const uint32_t behind = takeStateBehind(sequence, positions);
        positions = windowReach(sequence, behind);
        if (positions == behind)
            return positions;
    }
}

// Sees to it that the last state of a sequence without pending rows is one behind at most so many of its tokens, and
// the last that there is: gives how many. Without states all of them.
uint32_t Sequences::takeStateBehind(Sequence &sequence, uint32_t positions)
{
    if (!m_states.any())
        return positions;
    std::vector<HeldState> &states = sequence.states;
    for (; !states.empty() && states.back().positions > positions; states.pop_back())
        m_states.release(states.back().slot);
    const auto found = m_states.find(std::span(sequence.tokens).first(positions));
    if (found && (states.empty() || found->positions > states.back().positions)) {
        m_states.use(found->slot);
        states.push_back({found->positions, found->slot, true});
    }
    return states.empty() ? 0 : states.back().positions;
}

// Of those that are written all but the last.
void Sequences::releaseStatesBefore(Sequence &sequence)
{
    std::vector<HeldState> &states = sequence.states;
    for (; states.size() > 1 && states[1].positions <= sequence.tokens.size(); states.erase(states.begin()))
        m_states.release(states.front().slot);
}

// With those that are released when their sequences go on.
uint32_t Sequences::statesAvailable() const
{
    uint32_t count = m_states.available();
    for (const auto &[id, sequence] : m_sequences)
        for (size_t i = 1; i < sequence.states.size() && sequence.states[i].positions <= sequence.tokens.size(); ++i)
            count += m_states.users(sequence.states[i - 1].slot) == 1 ? 1 : 0;
    return count;
}

// The longest beginning of at most so many positions behind which a row finds all that it looks at.
uint32_t Sequences::windowReach(const Sequence &sequence, uint32_t positions) const
{
    while (m_windows.any() && positions > 0) {
        const size_t first = positions >= m_window ? (positions + 1 - m_window) / pageRows() : 0; // that it looks at
        size_t page = pagesFor(positions);
        while (page > first && m_windows.has(sequence.pages[page - 1]))
            --page;
        if (page == first)
            break;
        positions = uint32_t(page - 1) * pageRows(); // then the page that lacks its place is not looked at
    }
    return positions;
}

// The first page that rows behind so many positions look at, also when the last few are taken back.
size_t Sequences::firstLookedAt(uint32_t positions) const
{
    const uint32_t back = m_window + pageRows();
    return m_windows.any() && positions > back ? (positions - back) / pageRows() : 0;
}

// It uses the places of the pages that it looks at, from its last one on backwards.
void Sequences::holdWindow(Sequence &sequence)
{
    const size_t first = firstLookedAt(uint32_t(sequence.tokens.size()));
    while (sequence.windowFrom > first && m_windows.has(sequence.pages[sequence.windowFrom - 1]))
        m_windows.use(sequence.pages[--sequence.windowFrom]);
}

void Sequences::markWorthKeeping(SequenceId id, std::vector<uint32_t> positions)
{
    of(id).worthKeeping = std::move(positions);
}

void Sequences::releaseWindow(Sequence &sequence, size_t page)
{
    const bool worth = std::ranges::any_of(sequence.worthKeeping, [&](uint32_t positions) {
        return page >= firstLookedAt(positions) && page < pagesFor(positions);
    });
    m_windows.release(sequence.pages[page], worth);
}

uint32_t Sequences::mostLiving(uint32_t stepRows) const
{
    size_t most = m_states.any() ? m_states.places() / StatesHeld : counts().pages;
    const size_t places = m_windows.places();
    if (places > 0 && places < counts().pages) { // else there is one for each page
        const size_t each = pagesFor(m_window) + WindowMargin, step = std::min(pagesFor(stepRows), places);
        most = std::min(most, std::max<size_t>(1, (places - step) / each));
    }
    return uint32_t(most);
}

} // namespace deepscope
