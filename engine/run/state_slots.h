// The places where states of fixed size lie that layers keep of sequences: which one is used how often, behind which
// text a state stands, and which place is taken when room is needed. A state cannot be taken back by a row: so those
// that are worth it stay ("kept") when nobody uses them any more, until the one unused for longest gives up its place.
// Only numbers; the memory itself is elsewhere.
#pragma once

#include "api/pool_use.h"
#include "run/page_pool.h"

#include <optional>

namespace deepscope {

using StateSlot = uint32_t;

class StateSlots {
public:
    explicit StateSlots(uint32_t places) : m_slots(places) {} // 0: no layer keeps a state

    bool any() const { return !m_slots.empty(); }

    // A state behind the longest beginning of `tokens`, all of which it may be, and of how many; none has a state of 0.
    struct Found {
        StateSlot slot = 0;
        uint32_t positions = 0;
    };
    std::optional<Found> find(std::span<const RowContent> tokens) const;

    // A slot is used once by each sequence that has it. take() gives one used once, with nothing in it; it needs
    // available() > 0. The last release() keeps one that is listed, and frees any other.
    uint32_t available() const; // free or kept
    StateSlot take();
    void use(StateSlot slot) { ++m_slots[slot].users; }
    uint32_t users(StateSlot slot) const { return m_slots[slot].users; }
    void release(StateSlot slot);
    void forgetKept(); // frees them

    // Behind these tokens stands what lies in the slot: from now on it is found. Nothing changes where another slot
    // has that already.
    void list(StateSlot slot, std::span<const RowContent> tokens);

    uint32_t places() const { return uint32_t(m_slots.size()); }
    PlaceCounts counts() const;

private:
    struct Slot {
        uint32_t users = 0;
        uint64_t released = 0; // when its last user left
        std::vector<RowContent> tokens;
    };
    bool isKept(const Slot &slot) const { return slot.users == 0 && !slot.tokens.empty(); }

    std::vector<Slot> m_slots; // few: each question looks at all
    uint64_t m_clock = 0;      // counts releases
};

} // namespace deepscope
