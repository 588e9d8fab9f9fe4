// A device and its scheduler on paper, for the paged cache: every row is a number that stands for all tokens up to it.
// Steps are put together, handed over and written as it is asked for, and what the device would hold is checked.
#pragma once

#include "run/sequences.h"
#include "support/op_shapes.h"

#include <QTest>

#include <algorithm>
#include <deque>

namespace deepscope {

char *toString(const PoolCounts &counts); // for QCOMPARE

} // namespace deepscope

namespace deepscope::testing {

using Tokens = std::vector<RowContent>;
Tokens count(int32_t first, uint32_t length); // first, first + 1, ...
Tokens operator+(Tokens a, const Tokens &b);

class PagedDevice {
public:
    PagedDevice(uint32_t pages, uint32_t pageRows, uint32_t number)
        : sequences(pages, pageRows), m_dice(number), m_cells(size_t(pages) * pageRows), m_pages(pages)
    {
    }

    Sequences sequences;

    SequenceId begin(const Tokens &tokens);
    SequenceId fork(SequenceId id, uint32_t positions);
    bool extend(SequenceId id, const Tokens &tokens); // false: no room
    void truncate(SequenceId id, uint32_t positions);
    void drop(SequenceId id);
    void forgetKept();
    void handOver(); // what was extended runs
    void finish();   // the oldest step that was handed over is written
    void finishAll();

    // A sequence of these tokens, all of them written. 0 where there is no room.
    SequenceId put(const Tokens &tokens);

    size_t steps() const { return m_handedOver.size(); }
    std::vector<PageNumber> pages(SequenceId id) const;
    const std::vector<PageCopy> &copies() const { return m_copies; } // of the last extension
    uint64_t digest() const { return m_digest; }                     // of all that was decided
    void check(); // of everything; by QVERIFY, see QTest::currentTestFailed

private:
    struct Text { // what a sequence must be
        Tokens tokens, pending;
    };
    struct Part { // of a step
        SequenceId id;
        uint32_t first;
        Tokens tokens;
        std::vector<PageCopy> copies;
    };
    using Step = std::vector<Part>;
    using Cells = std::vector<uint64_t>;

    uint64_t &cell(Cells &cells, RowPlace place) const
    {
        return cells[size_t(place.page) * sequences.pageRows() + place.row];
    }
    static uint64_t behind(uint64_t history, RowContent content)
    {
        return (history ^ uint64_t(content)) * 0x9e3779b97f4a7c15 + 1;
    }
    static constexpr uint64_t Start = 77;
    template <typename Items>
    void shuffle(Items &items)
    {
        for (size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[m_dice.between(0, uint32_t(i - 1))]);
    }
    void run(const Step &step, Cells &cells);
    void leaveOut(SequenceId id);
    void checkCells(SequenceId id, const Text &text, uint64_t length, Cells &cells);
    void checkCounts();
    uint32_t holders(PageNumber page) const;
    void checkBeginning(const Tokens &tokens, uint32_t length);
    void forgetFindable();

    Dice m_dice;
    Cells m_cells;
    const uint32_t m_pages;
    std::map<SequenceId, Text> m_texts;
    Step m_building;
    std::deque<Step> m_handedOver;
    std::vector<PageCopy> m_copies;
    std::set<Tokens> m_findable; // what lay in the pool since something had to go
    uint64_t m_digest = 0;
};

} // namespace deepscope::testing
