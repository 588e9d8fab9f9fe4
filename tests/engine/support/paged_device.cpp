#include "paged_device.h"

#include <numeric>

char *deepscope::toString(const PoolCounts &counts)
{
    return QTest::toString(QString("%1 pages: %2 in use, %3 shared, %4 kept, %5 free")
                               .arg(counts.pages)
                               .arg(counts.inUse)
                               .arg(counts.shared)
                               .arg(counts.kept)
                               .arg(counts.free));
}

namespace deepscope::testing {

Tokens count(int32_t first, uint32_t length)
{
    Tokens tokens(length);
    std::iota(tokens.begin(), tokens.end(), first);
    return tokens;
}

Tokens operator+(Tokens a, const Tokens &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<PageNumber> PagedDevice::pages(SequenceId id) const
{
    const std::span<const PageNumber> all = sequences.pages(id);
    return {all.begin(), all.end()};
}

SequenceId PagedDevice::begin(const Tokens &tokens)
{
    const SequenceId id = sequences.begin(tokens);
    const uint32_t length = sequences.length(id);
    checkBeginning(tokens, length);
    m_texts[id] = {{tokens.begin(), tokens.begin() + length}, {}};
    return id;
}

// As much as was written since nothing had to go; in any case what living sequences have.
void PagedDevice::checkBeginning(const Tokens &tokens, uint32_t length)
{
    QVERIFY(length < std::max<size_t>(tokens.size(), 1));
    size_t most = 0;
    for (const Tokens &lying : m_findable)
        most = std::max(most, size_t(std::ranges::mismatch(lying, tokens).in1 - lying.begin()));
    QVERIFY2(length >= std::min(most, tokens.size() - std::min<size_t>(tokens.size(), 1)),
             qPrintable(QString("%1 tokens found, of %2 that lie there").arg(length).arg(most)));
}

void PagedDevice::forgetFindable()
{
    m_findable.clear();
    for (const auto &[id, text] : m_texts)
        m_findable.insert(text.tokens);
}

SequenceId PagedDevice::fork(SequenceId id, uint32_t positions)
{
    const SequenceId forked = sequences.fork(id, positions);
    const Text &text = m_texts.at(id);
    m_texts[forked] = {{text.tokens.begin(), text.tokens.begin() + positions}, {}};
    return forked;
}

bool PagedDevice::extend(SequenceId id, const Tokens &tokens)
{
    Text &text = m_texts.at(id);
    const auto rows = uint32_t(tokens.size()), pageRows = sequences.pageRows();
    const PoolCounts before = sequences.counts();
    const uint32_t room = before.kept + before.free;
    const std::span<const PageNumber> pages = sequences.pages(id);
    const auto length = uint32_t(text.tokens.size() + text.pending.size());
    const uint32_t least = (length + rows + pageRows - 1) / pageRows - uint32_t(pages.size());
    const bool alone = pages.empty() || holders(pages.back()) == 1;
    const auto copies = sequences.extend(id, rows);
    const PoolCounts after = sequences.counts();
    m_copies = copies.value_or(std::vector<PageCopy>{});
    if (!copies) {
        const bool inside = length % pageRows > 0 && text.pending.empty();
        [&] { QVERIFY2(least > room || (inside && !alone && least + 1 > room), "there was room"); }();
    } else {
        m_building.push_back({id, length, tokens, *copies});
        text.pending.insert(text.pending.end(), tokens.begin(), tokens.end());
        if (after.kept < before.kept || after.kept + after.free == 0)
            forgetFindable();
    }
    for (const PageCopy &copy : m_copies)
        m_digest = behind(behind(m_digest, int32_t(copy.from)), int32_t(copy.to));
    for (const PageNumber page : sequences.pages(id))
        m_digest = behind(m_digest, int32_t(page));
    return copies.has_value();
}

// Of what is not handed over nothing is done; of what is, nothing is said to be written.
void PagedDevice::leaveOut(SequenceId id)
{
    const auto isOfIt = [id](const Part &part) { return part.id == id; };
    std::erase_if(m_building, isOfIt);
    for (Step &step : m_handedOver)
        std::erase_if(step, isOfIt);
    m_texts.at(id).pending.clear();
}

void PagedDevice::truncate(SequenceId id, uint32_t positions)
{
    sequences.truncate(id, positions);
    leaveOut(id);
    m_texts.at(id).tokens.resize(positions);
}

void PagedDevice::drop(SequenceId id)
{
    sequences.drop(id);
    leaveOut(id);
    m_texts.erase(id);
}

void PagedDevice::forgetKept()
{
    sequences.forgetKept();
    forgetFindable();
}

// All copies in any order, then all rows in any order, by the tables as they are now.
void PagedDevice::run(const Step &step, Cells &cells)
{
    std::vector<PageCopy> copies;
    std::vector<std::pair<RowPlace, uint64_t>> rows;
    std::set<PageNumber> sources, targets;
    for (const Part &part : step) {
        const Text &text = m_texts.at(part.id);
        uint64_t history = Start;
        for (uint32_t i = 0; i < part.first; ++i)
            history = behind(history, i < text.tokens.size() ? text.tokens[i] : text.pending[i - text.tokens.size()]);
        for (uint32_t i = 0; i < part.tokens.size(); ++i) {
            history = behind(history, part.tokens[i]);
            rows.push_back({sequences.place(part.id, part.first + i), history});
        }
        for (const PageCopy &copy : part.copies) {
            QVERIFY2(copy.rows > 0 && copy.rows < sequences.pageRows(), "a copy of nothing, or of a whole page");
            QVERIFY2(targets.insert(copy.to).second, "two copies go to one page");
            sources.insert(copy.from);
            copies.push_back(copy);
        }
    }
    for (const PageNumber page : targets)
        QVERIFY2(!sources.contains(page), "a copy reads what another writes");
    shuffle(copies);
    for (const PageCopy &copy : copies)
        for (uint32_t row = 0; row < copy.rows; ++row)
            cell(cells, {copy.to, row}) = cell(cells, {copy.from, row});
    shuffle(rows);
    std::set<std::pair<PageNumber, uint32_t>> writtenRows;
    for (const auto &[place, history] : rows) {
        QVERIFY2(writtenRows.insert({place.page, place.row}).second, "two rows go to one place");
        cell(cells, place) = history;
    }
}

void PagedDevice::handOver()
{
    run(m_building, m_cells);
    m_handedOver.push_back(std::exchange(m_building, {}));
}

// Of sequences in any order; now and then in two parts.
void PagedDevice::finish()
{
    Step step = std::move(m_handedOver.front());
    m_handedOver.pop_front();
    std::set<SequenceId> seen;
    std::vector<SequenceId> ids;
    for (const Part &part : step)
        if (seen.insert(part.id).second)
            ids.push_back(part.id);
    shuffle(ids);
    for (const SequenceId id : ids)
        for (const Part &part : step) {
            if (part.id != id)
                continue;
            const std::span<const RowContent> tokens(part.tokens);
            const size_t first = m_dice.between(0, uint32_t(tokens.size()));
            sequences.written(id, tokens.first(first));
            sequences.written(id, tokens.subspan(first));
            Text &text = m_texts.at(id);
            text.tokens.insert(text.tokens.end(), tokens.begin(), tokens.end());
            text.pending.erase(text.pending.begin(), text.pending.begin() + ptrdiff_t(tokens.size()));
            m_findable.insert(text.tokens);
        }
}

void PagedDevice::finishAll()
{
    handOver();
    while (!m_handedOver.empty())
        finish();
}

SequenceId PagedDevice::put(const Tokens &tokens)
{
    const SequenceId id = begin(tokens);
    if (!extend(id, {tokens.begin() + sequences.length(id), tokens.end()})) {
        drop(id);
        return 0;
    }
    finishAll();
    return id;
}

// Those that have a page, or what is copied from it is not written yet.
uint32_t PagedDevice::holders(PageNumber page) const
{
    uint32_t count = 0;
    for (const auto &[id, text] : m_texts)
        count += uint32_t(std::ranges::count(sequences.pages(id), page));
    const auto countIn = [&](const Step &step) {
        for (const Part &part : step)
            count += uint32_t(std::ranges::count(part.copies, page, &PageCopy::from));
    };
    countIn(m_building);
    std::ranges::for_each(m_handedOver, countIn);
    return count;
}

void PagedDevice::checkCells(SequenceId id, const Text &text, uint64_t length, Cells &cells)
{
    uint64_t history = Start;
    for (uint32_t i = 0; i < length; ++i) {
        history = behind(history, i < text.tokens.size() ? text.tokens[i] : text.pending[i - text.tokens.size()]);
        QVERIFY2(cell(cells, sequences.place(id, i)) == history,
                 qPrintable(QString("row %1 of sequence %2 holds another's").arg(i).arg(id)));
    }
}

void PagedDevice::checkCounts()
{
    const PoolCounts counts = sequences.counts();
    uint32_t inUse = 0, shared = 0;
    for (PageNumber page = 0; page < m_pages; ++page) {
        inUse += holders(page) > 0;
        shared += holders(page) > 1;
    }
    QCOMPARE(counts.pages, m_pages);
    QCOMPARE(counts.inUse, inUse);
    QCOMPARE(counts.shared, shared);
    QCOMPARE(counts.inUse + counts.kept + counts.free, m_pages);
    for (const auto &[id, text] : m_texts) {
        const std::span<const PageNumber> pages = sequences.pages(id);
        const size_t length = text.tokens.size() + text.pending.size();
        QCOMPARE(pages.size(), (length + sequences.pageRows() - 1) / sequences.pageRows());
        QCOMPARE(sequences.sharedPages(id),
                 uint32_t(std::ranges::count_if(pages, [&](PageNumber page) { return holders(page) > 1; })));
    }
}

// The rows as they are, and as they are when the step that is put together has run.
void PagedDevice::check()
{
    checkCounts();
    Cells then = m_cells;
    run(m_building, then);
    QCOMPARE(sequences.living().size(), m_texts.size());
    for (const auto &[id, text] : m_texts) {
        QVERIFY(std::ranges::equal(sequences.tokens(id), text.tokens));
        QCOMPARE(sequences.length(id), uint32_t(text.tokens.size()));
        QCOMPARE(sequences.pending(id), uint32_t(text.pending.size()));
        checkCells(id, text, text.tokens.size() + text.pending.size(), then);
        const bool copied =
            std::ranges::any_of(m_building, [&](const Part &part) { return part.id == id && !part.copies.empty(); });
        if (!copied)
            checkCells(id, text, text.tokens.size(), m_cells);
    }
}

} // namespace deepscope::testing
