// The sequences whose tokens lie in the paged cache: which page of the pool holds which positions of which sequence.
// Sequences that begin alike share pages, found by what lies in them, also what ended sequences left there. Only
// numbers: the device is told by page tables and copies.
//
// A step, as its scheduler goes about it: begin() or fork(); extend() for each sequence that takes part; the device
// makes all copies that were given, in any order, and then writes the rows; written() with the tokens that now lie
// there. Page tables are read when the step is handed over. Steps run on the device one after another; the next may be
// extended, and handed over, before this one is written. What was extended and is truncated or dropped before its step
// was handed over is left out of it, copies and rows. So no copy of a step reads what another one writes: their targets
// are fresh pages, and their sources stay used until written(), or until the extension is taken back.
//
// Where layers keep states of fixed size, each extension also has one to go on from and one to leave; and where their
// attention has a window, they keep the rows of its end alone. So a text can be taken up at some places and no others:
// a sequence may begin, or be cut, at fewer positions than its pages would have.
#pragma once

#include "api/memory_plan.h"
#include "run/page_pool.h"
#include "run/state_slots.h"
#include "run/window_pages.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace deepscope {

using SequenceId = uint64_t; // never given twice; 0 is none

// The first `rows` rows of a page, in all layers, go to the same rows of another.
struct PageCopy {
    PageNumber from = 0, to = 0;
    uint32_t rows = 0;
    uint32_t fromWindow = 0, toWindow = 0; // places of these pages in layers with a window
    bool operator==(const PageCopy &) const = default;
};

struct RowPlace {
    PageNumber page = 0;
    uint32_t row = 0; // in the page
    bool operator==(const RowPlace &) const = default;
};

// All that takes an id throws Error(Internal) where no such sequence lives.
class Sequences {
public:
    // What is limited beside the pages, and 0 where no layer needs it.
    struct Limits {
        uint32_t stateSlots = 0;   // places for states, at least FewestStateSlots
        uint32_t window = 0;       // positions that the longest one has
        uint32_t windowPlaces = 0; // for pages in layers with a window
    };
    Sequences(uint32_t pages, uint32_t pageRows, const Limits &limits);
    Sequences(uint32_t pages, uint32_t pageRows) : Sequences(pages, pageRows, Limits{}) {}

    // A sequence with the longest beginning of `tokens` that lies in the pool, but never all of them: the last one is
    // always fed, since its logits are needed. length() says how many it has; the others are to be extended. Needs
    // no page.
    SequenceId begin(std::span<const RowContent> tokens);

    // A sequence with the first `positions` tokens of another, at most length(), or as many of these as it can be taken
    // up at. Needs no page.
    SequenceId fork(SequenceId id, uint32_t positions);

    // Makes room for `rows` tokens behind the sequence and what it is to get already. Gives the copies to make before
    // they are written (one, where the sequence ends inside of a page that goes on differently, else none), or nothing,
    // and has changed nothing, where the pool has no room: others can go on, and it fits when enough of them ended.
    // Kept pages and states are given up for it. `keepsState`: the state behind them is worth being found by others,
    // and later.
    std::optional<std::vector<PageCopy>> extend(SequenceId id, uint32_t rows, bool keepsState = false);

    // Others, and later ones, will want to go on behind so many of its tokens each: what windows show there is given
    // up last.
    void markWorthKeeping(SequenceId id, std::vector<uint32_t> positions);

    // Of the last extension, which is not written yet: where its rows find the state before them (nothing: they are the
    // first) and leave theirs. Nothing at all where layers keep none.
    struct StateStep {
        std::optional<StateSlot> from;
        StateSlot to = 0;
        bool operator==(const StateStep &) const = default;
    };
    std::optional<StateStep> stateStep(SequenceId id) const;
    bool keepsStates() const { return m_states.any(); }
    bool resumesAnywhere() const { return !m_states.any() && !m_windows.any(); } // else at some positions alone
    uint32_t statesAvailable() const; // for as many extensions of different sequences
    PlaceCounts stateCounts() const { return m_states.counts(); }
    PlaceCounts windowCounts() const { return m_windows.counts(); }
    uint32_t pagesAvailable() const { return std::min(m_pool.available(), m_windows.available()); }
    uint32_t mostLiving(uint32_t stepRows) const; // that all can be extended, by so many rows together

    // How many pages extend() takes at most, also where others that end in the same page are extended first.
    uint32_t pagesToExtend(SequenceId id, uint32_t rows) const;

    // The step has run: `tokens` lie in the first of the rows that extend() made room for, and can be shared. May
    // change pages(): what another sequence has written alike is there once.
    void written(SequenceId id, std::span<const RowContent> tokens);

    // Keeps the first `positions` tokens, at most length(), or as many of these as it can be taken up at, and takes
    // back all extensions that are not written. Gives how many.
    uint32_t truncate(SequenceId id, uint32_t positions);

    // Ends the sequence. What lies in its pages stays to be found until room is needed.
    void drop(SequenceId id);

    void forgetKept(); // what ended sequences left: a cold start

    uint32_t length(SequenceId id) const { return uint32_t(tokens(id).size()); }
    std::span<const RowContent> tokens(SequenceId id) const { return of(id).tokens; } // those written
    uint32_t pending(SequenceId id) const { return of(id).pending; }                  // rows extended and not written
    std::span<const PageNumber> pages(SequenceId id) const { return of(id).pages; }
    // Of each of its pages the place in layers with a window, 0 of those that it does not look at any more. Empty where
    // no layer has one.
    std::vector<uint32_t> windowPages(SequenceId id) const;
    uint32_t sharedPages(SequenceId id) const;              // of these, those that others have too
    RowPlace place(SequenceId id, uint32_t position) const; // below length() + pending()
    std::vector<SequenceId> living() const;                 // in the order of their beginning
    PoolCounts counts() const { return m_pool.counts(); }
    uint32_t pageRows() const { return m_pool.pageRows(); }

private:
    // Pages beside those that a window spans: it seldom begins with one, and may be taken back by a few positions.
    static constexpr size_t WindowMargin = 2;

    struct HeldState {
        uint32_t positions; // it stands behind so many
        StateSlot slot;
        bool kept; // listed when it is written
    };
    struct Sequence {
        std::vector<RowContent> tokens;
        uint32_t pending = 0;
        std::vector<PageNumber> pages;      // of tokens and pending rows
        std::optional<PageNumber> copyFrom; // still used: a copy of it is to become the page of the first pending row
        // In ascending order: behind all tokens that it has, where there are any; before that perhaps one that it can
        // be taken back to; and behind each extension that is not written.
        std::vector<HeldState> states;
        size_t windowFrom = 0;              // from this page on it uses their places in layers with a window
        std::vector<uint32_t> worthKeeping; // positions that others may want to go on from
    };
    const Sequence &of(SequenceId id) const;
    Sequence &of(SequenceId id) { return const_cast<Sequence &>(std::as_const(*this).of(id)); }
    SequenceId add(Sequence sequence);
    size_t pagesFor(uint64_t positions) const { return size_t((positions + pageRows() - 1) / pageRows()); }
    PagePool::Place placeOf(const Sequence &sequence, size_t page) const;
    // What rows behind a sequence need: fresh pages, and whether the last one must be written apart from `cut` rows
    // that lie in it.
    struct Extension {
        size_t fresh = 0;
        uint32_t cut = 0;
        bool apart = false;
    };
    Extension extensionOf(const Sequence &sequence, uint32_t rows) const;
    void takeBackExtensions(Sequence &sequence);
    void keepPages(Sequence &sequence, size_t count);
    PageNumber takePage();
    void releasePage(PageNumber page);
    void forgetPlaceOfNobody(PageNumber page);
    uint32_t takeUpAt(Sequence &sequence, uint32_t positions);
    uint32_t takeStateBehind(Sequence &sequence, uint32_t positions);
    uint32_t windowReach(const Sequence &sequence, uint32_t positions) const;
    size_t firstLookedAt(uint32_t positions) const;
    void holdWindow(Sequence &sequence);
    void releaseWindow(Sequence &sequence, size_t page);
    void releaseStatesBefore(Sequence &sequence);

    PagePool m_pool;
    StateSlots m_states;
    WindowPages m_windows;
    const uint32_t m_window;
    std::map<SequenceId, Sequence> m_sequences;
    SequenceId m_lastId = 0;
};

} // namespace deepscope
