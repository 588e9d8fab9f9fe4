#include "run/state_slots.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope {

std::optional<StateSlots::Found> StateSlots::find(std::span<const RowContent> tokens) const
{
    std::optional<Found> best;
    for (StateSlot number = 0; number < m_slots.size(); ++number) {
        const std::vector<RowContent> &own = m_slots[number].tokens;
        const auto positions = uint32_t(own.size());
        if (positions > (best ? best->positions : 0) && positions <= tokens.size() &&
            std::ranges::equal(own, tokens.first(positions)))
            best = {number, positions};
    }
    return best;
}

uint32_t StateSlots::available() const { return uint32_t(std::ranges::count(m_slots, 0U, &Slot::users)); }

StateSlot StateSlots::take()
{
    // What is free was never kept, or is so no longer: it comes before all that is.
    const auto age = [&](const Slot &slot) { return isKept(slot) ? slot.released : 0; };
    std::optional<StateSlot> oldest;
    for (StateSlot number = 0; number < m_slots.size(); ++number)
        if (m_slots[number].users == 0 && (!oldest || age(m_slots[number]) < age(m_slots[*oldest])))
            oldest = number;
    if (!oldest)
        throw Error(ErrorKind::Internal, "There is no place for another state.");
    m_slots[*oldest] = {.users = 1};
    return *oldest;
}

void StateSlots::release(StateSlot slot)
{
    if (--m_slots[slot].users == 0)
        m_slots[slot].released = ++m_clock;
}

void StateSlots::forgetKept()
{
    for (Slot &slot : m_slots)
        if (slot.users == 0)
            slot.tokens.clear();
}

void StateSlots::list(StateSlot slot, std::span<const RowContent> tokens)
{
    if (const auto known = find(tokens); !known || known->positions < tokens.size())
        m_slots[slot].tokens.assign(tokens.begin(), tokens.end());
    else if (m_slots[known->slot].users == 0)
        m_slots[known->slot].released = ++m_clock; // wanted again: it is as young
}

PlaceCounts StateSlots::counts() const
{
    const auto kept = uint32_t(std::ranges::count_if(m_slots, [&](const Slot &slot) { return isKept(slot); }));
    return {places() - available(), kept, available() - kept};
}

} // namespace deepscope
