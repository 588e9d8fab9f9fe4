#include "sequences.h"

#include "api/error.h"

#include <algorithm>
#include <string>

namespace deepscope {

Sequences::Sequences(uint32_t pages, uint32_t pageRows, const Limits &limits)
    : m_pool(pages, pageRows), m_states(limits.stateSlots), m_windows(limits.windowPlaces, pages),
      m_window(limits.window)
{
    if (m_states.any() && limits.stateSlots < FewestStateSlots)
        throw Error(ErrorKind::Internal, "There are too few places for the states of a sequence.");
    const size_t least = std::min<size_t>(pages, pagesFor(limits.window) + WindowMargin);
    if (limits.window > 0 ? limits.windowPlaces < least : m_windows.any())
        throw Error(ErrorKind::Internal, "There are too few places for the pages of a window, or some for none.");
}

const Sequences::Sequence &Sequences::of(SequenceId id) const
{
    const auto found = m_sequences.find(id);
    if (found == m_sequences.end())
        throw Error(ErrorKind::Internal, "There is no sequence " + std::to_string(id) + ", or it has ended.");
    return found->second;
}

SequenceId Sequences::add(Sequence sequence)
{
    m_sequences.emplace(++m_lastId, std::move(sequence));
    return m_lastId;
}

PagePool::Place Sequences::placeOf(const Sequence &sequence, size_t page) const
{
    return page == 0 ? PagePool::Start : PagePool::behind(sequence.pages[page - 1]);
}

SequenceId Sequences::begin(std::span<const RowContent> tokens)
{
    Sequence begun;
    std::span<const RowContent> rest = tokens.first(tokens.empty() ? 0 : tokens.size() - 1);
    for (uint32_t rows = pageRows(); !rest.empty() && rows == pageRows(); rest = rest.subspan(rows)) {
        const PagePool::Match match = m_pool.find(placeOf(begun, begun.pages.size()), rest);
        rows = match.rows;
        if (rows > 0) {
            m_pool.use(match.page);
            begun.pages.push_back(match.page);
            begun.tokens.insert(begun.tokens.end(), rest.begin(), rest.begin() + rows);
        }
    }
    begun.windowFrom = begun.pages.size();
    begun.tokens.resize(takeUpAt(begun, uint32_t(begun.tokens.size())));
    keepPages(begun, pagesFor(begun.tokens.size()));
    holdWindow(begun);
    return add(std::move(begun));
}

SequenceId Sequences::fork(SequenceId id, uint32_t positions)
{
    const Sequence &parent = of(id);
    if (positions > parent.tokens.size())
        throw Error(ErrorKind::Internal, "A sequence was to be forked behind its end.");
    Sequence forked;
    for (const HeldState &state : parent.states)
        if (state.positions <= positions) {
            m_states.use(state.slot);
            forked.states.push_back(state);
        }
    forked.tokens.assign(parent.tokens.begin(), parent.tokens.begin() + positions);
    forked.pages.assign(parent.pages.begin(), parent.pages.begin() + ptrdiff_t(pagesFor(positions)));
    // A copy that may not be made yet is not shared; what it is made of is.
    const size_t copied = parent.tokens.size() / pageRows();
    if (parent.copyFrom && forked.pages.size() > copied)
        forked.pages[copied] = *parent.copyFrom;
    positions = takeUpAt(forked, positions);
    releaseStatesBefore(forked);
    forked.tokens.resize(positions);
    forked.pages.resize(pagesFor(positions));
    for (const PageNumber page : forked.pages)
        m_pool.use(page);
    forked.windowFrom = forked.pages.size();
    holdWindow(forked);
    return add(std::move(forked));
}

Sequences::Extension Sequences::extensionOf(const Sequence &sequence, uint32_t rows) const
{
    // Rows of the last page to write behind; pending ones are its own, and need no thought.
    const uint32_t cut = rows > 0 && sequence.pending == 0 ? uint32_t(sequence.tokens.size() % pageRows()) : 0;
    const size_t all = pagesFor(sequence.tokens.size() + sequence.pending + uint64_t(rows));
    if (cut == 0)
        return {all - sequence.pages.size(), 0, false};
    const PageNumber page = sequence.pages[sequence.tokens.size() / pageRows()];
    return {all - sequence.pages.size(), cut, !m_pool.endsAt(page, cut) || m_windows.sharesPlace(page)};
}

uint32_t Sequences::pagesToExtend(SequenceId id, uint32_t rows) const
{
    const Sequence &sequence = of(id);
    const Extension extension = extensionOf(sequence, rows);
    const bool apart =
        extension.apart || (extension.cut > 0 && m_pool.users(sequence.pages[sequence.tokens.size() / pageRows()]) > 1);
    return uint32_t(extension.fresh) + (apart ? 1 : 0);
}

// What lies in no page that can be found is of no use in the places of windows either.
void Sequences::forgetPlaceOfNobody(PageNumber page)
{
    if (m_pool.users(page) == 0 && !m_pool.isFound(page))
        m_windows.forget(page);
}

void Sequences::releasePage(PageNumber page)
{
    m_pool.release(page);
    forgetPlaceOfNobody(page);
}

PageNumber Sequences::takePage()
{
    const PageNumber page = m_pool.take();
    m_windows.take(page);
    return page;
}

std::optional<std::vector<PageCopy>> Sequences::extend(SequenceId id, uint32_t rows, bool keepsState)
{
    Sequence &sequence = of(id);
    releaseStatesBefore(sequence);
    if (m_states.any() && m_states.available() == 0)
        return std::nullopt;
    const auto [fresh, cut, apart] = extensionOf(sequence, rows);
    const size_t page = sequence.tokens.size() / pageRows(); // of the row behind the tokens
    const size_t all = sequence.pages.size() + fresh;
    // Where there is no page for a copy, it writes over what only it has.
    const bool over = apart && fresh + 1 > pagesAvailable() && m_pool.users(sequence.pages[page]) == 1 &&
                      !m_windows.sharesPlace(sequence.pages[page]);
    const bool copy = apart && !over;
    if (fresh + (copy ? 1 : 0) > pagesAvailable())
        return std::nullopt;

    std::vector<PageCopy> copies;
    if (copy) {
        const PageNumber from = sequence.pages[page], to = takePage();
        sequence.copyFrom = from;
        sequence.pages[page] = to;
        copies.push_back({from, to, cut, m_windows.placeOf(from), m_windows.placeOf(to)});
    }
    while (sequence.pages.size() < all)
        sequence.pages.push_back(takePage());
    if (over) { // what hangs on it has lost its places in windows: all those are used, or nothing is kept at all
        m_pool.forgetBehind(sequence.pages[page]);
        m_pool.fill(sequence.pages[page], placeOf(sequence, page), std::span(sequence.tokens).last(cut));
    }
    if (cut > 0 && !copy)
        m_pool.setGrowing(sequence.pages[page], true);
    sequence.pending += rows;
    if (m_states.any())
        sequence.states.push_back({uint32_t(sequence.tokens.size()) + sequence.pending, m_states.take(), keepsState});
    return copies;
}

std::optional<Sequences::StateStep> Sequences::stateStep(SequenceId id) const
{
    const Sequence &sequence = of(id);
    if (!m_states.any())
        return std::nullopt;
    const size_t count = sequence.states.size();
    if (sequence.pending == 0 || count == 0)
        throw Error(ErrorKind::Internal, "The states of a step were asked for that was not prepared.");
    return StateStep{count > 1 ? std::optional(sequence.states[count - 2].slot) : std::nullopt,
                     sequence.states.back().slot};
}

void Sequences::written(SequenceId id, std::span<const RowContent> tokens)
{
    Sequence &sequence = of(id);
    if (tokens.size() > sequence.pending)
        throw Error(ErrorKind::Internal, "More tokens of a sequence were written than it was extended by.");
    if (sequence.copyFrom && !tokens.empty()) {
        m_windows.release(*sequence.copyFrom, false);
        releasePage(*std::exchange(sequence.copyFrom, std::nullopt));
    }
    while (!tokens.empty()) {
        const size_t page = sequence.tokens.size() / pageRows();
        const size_t count = std::min(tokens.size(), (page + 1) * pageRows() - sequence.tokens.size());
        sequence.tokens.insert(sequence.tokens.end(), tokens.begin(), tokens.begin() + ptrdiff_t(count));
        sequence.pending -= uint32_t(count);
        tokens = tokens.subspan(count);
        const std::span<const RowContent> lying = std::span(sequence.tokens).subspan(page * pageRows());
        const PageNumber own = sequence.pages[page];
        sequence.pages[page] = m_pool.fill(own, placeOf(sequence, page), lying);
        m_windows.moveUse(own, sequence.pages[page]);
        forgetPlaceOfNobody(own);
        m_pool.setGrowing(sequence.pages[page], sequence.pending > 0 && lying.size() < pageRows());
    }
    for (HeldState &state : sequence.states)
        if (state.kept && state.positions <= sequence.tokens.size())
            m_states.list(state.slot, std::span(sequence.tokens).first(state.positions));
    for (const size_t first = firstLookedAt(length(id)); sequence.windowFrom < first; ++sequence.windowFrom)
        releaseWindow(sequence, sequence.windowFrom);
}

void Sequences::takeBackExtensions(Sequence &sequence)
{
    if (sequence.pending == 0)
        return;
    sequence.pending = 0;
    const size_t length = sequence.tokens.size();
    keepPages(sequence, pagesFor(length));
    if (length % pageRows() == 0)
        return;
    if (sequence.copyFrom) {
        m_windows.release(sequence.pages.back(), false);
        releasePage(sequence.pages.back());
        sequence.pages.back() = *std::exchange(sequence.copyFrom, std::nullopt);
    } else {
        m_pool.setGrowing(sequence.pages.back(), false);
    }
}

// Later pages are released first, as the pool wants it.
void Sequences::keepPages(Sequence &sequence, size_t count)
{
    for (; sequence.pages.size() > count; sequence.pages.pop_back()) {
        if (sequence.pages.size() > sequence.windowFrom)
            releaseWindow(sequence, sequence.pages.size() - 1);
        releasePage(sequence.pages.back());
    }
    sequence.windowFrom = std::min(sequence.windowFrom, count);
}

uint32_t Sequences::truncate(SequenceId id, uint32_t positions)
{
    Sequence &sequence = of(id);
    if (positions > sequence.tokens.size())
        throw Error(ErrorKind::Internal, "A sequence was to be truncated behind its end.");
    takeBackExtensions(sequence);
    positions = takeUpAt(sequence, positions);
    keepPages(sequence, pagesFor(positions));
    sequence.tokens.resize(positions);
    holdWindow(sequence);
    return positions;
}

void Sequences::drop(SequenceId id)
{
    Sequence &sequence = of(id);
    takeBackExtensions(sequence);
    takeStateBehind(sequence, uint32_t(sequence.tokens.size()));
    if (!sequence.states.empty()) // for who goes on with this text
        m_states.list(sequence.states.back().slot, std::span(sequence.tokens).first(sequence.states.back().positions));
    sequence.worthKeeping.push_back(uint32_t(sequence.tokens.size()));
    truncate(id, 0);
    m_sequences.erase(id);
}

void Sequences::forgetKept()
{
    m_pool.forgetKept();
    m_states.forgetKept();
    m_windows.forgetKept();
}

uint32_t Sequences::sharedPages(SequenceId id) const
{
    const std::span<const PageNumber> all = pages(id);
    return uint32_t(std::count_if(all.begin(), all.end(), [&](PageNumber page) { return m_pool.users(page) > 1; }));
}

std::vector<uint32_t> Sequences::windowPages(SequenceId id) const
{
    const Sequence &sequence = of(id);
    std::vector<uint32_t> places;
    if (!m_windows.any())
        return places;
    places.resize(sequence.windowFrom);
    for (size_t page = sequence.windowFrom; page < sequence.pages.size(); ++page)
        places.push_back(m_windows.placeOf(sequence.pages[page]));
    return places;
}

RowPlace Sequences::place(SequenceId id, uint32_t position) const
{
    const Sequence &sequence = of(id);
    if (position >= sequence.tokens.size() + sequence.pending)
        throw Error(ErrorKind::Internal, "The place of a position behind the end of a sequence was asked for.");
    return {sequence.pages[position / pageRows()], position % pageRows()};
}

std::vector<SequenceId> Sequences::living() const
{
    std::vector<SequenceId> ids;
    for (const auto &[id, sequence] : m_sequences)
        ids.push_back(id);
    return ids;
}

} // namespace deepscope
