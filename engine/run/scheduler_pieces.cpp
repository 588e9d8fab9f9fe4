// Scheduler: which rows of which tasks a step takes.
#include "run/scheduler.h"

#include <algorithm>
#include <map>

namespace deepscope {

// How many rows a step of these pieces has left for another task; 0 where it cannot have that one's routers as well.
uint32_t Scheduler::room(const Pieces &pieces, const Entry &entry) const
{
    uint32_t rows = 0, choices = entry.task->choices();
    std::map<uint32_t, size_t> knobs; // by variant
    const auto count = [&](const Entry &one) {
        choices = std::max(choices, one.task->choices());
        if (one.variant != 0)
            knobs[one.variant] = one.task->routers().tables.knobs.size();
    };
    count(entry);
    for (const Piece &piece : pieces) {
        count(*piece.entry);
        rows += piece.count;
    }
    size_t all = 0;
    for (const auto &[variant, own] : knobs)
        all += own;
    if (knobs.size() > MostAlterations || all > m_model.step().mostKnobs())
        return 0;
    const uint32_t most = m_model.step().mostRows(choices);
    return most > rows ? most - rows : 0;
}

// Tokens of a text that others will want to go on behind, where that is not so of all: those before the last one that
// is known, with which everybody begins who reads the same; and those up to the end of a page before that, since the
// text of a chat that goes on parts from this one a few tokens before its end.
std::vector<uint32_t> Scheduler::worthKeeping(const Entry &entry) const
{
    constexpr uint32_t TokensOfAnEnd = 8;
    if (m_pool.sequences().resumesAnywhere() || entry.task->seen()) // what is masked is nobody else's
        return {};
    const uint32_t end = entry.task->mayKnow();
    return {(end - std::min(end, TokensOfAnEnd)) / CachePageTokens * CachePageTokens, end};
}

// Of the next `count` rows those up to the first behind which the state is worth keeping; 0 = none.
uint32_t Scheduler::rowsToAState(const Entry &entry, uint32_t count) const
{
    if (m_pool.sequences().keepsStates())
        for (const uint32_t stop : worthKeeping(entry))
            if (stop > entry.begun && stop - entry.begun <= count)
                return stop - entry.begun;
    return 0;
}

// False where the pool has no room for it.
bool Scheduler::addPiece(Pieces &pieces, const std::shared_ptr<Entry> &entry, uint32_t most)
{
    uint32_t outputs = 0;
    for (const Piece &piece : pieces)
        outputs += piece.outputs;
    // Those that are scored share the outputs, so that two readings of a text go on side by side.
    const auto scored = std::ranges::count_if(m_entries, [](const std::shared_ptr<Entry> &other) {
        return other->sequence != 0 && waiting(*other) > 1 && other->task->wants(other->begun) != Want::Nothing;
    });
    const uint32_t share = MostOutputs / uint32_t(std::clamp<ptrdiff_t>(scored, 1, MostOutputs));
    const bool marked = std::ranges::any_of(pieces, &Piece::marks);
    const bool masked = std::ranges::any_of(pieces, [](const Piece &piece) { return piece.entry->task->seen(); });
    if (masked && entry->task->seen())
        return true; // there is one place for what is seen no more
    Piece piece{entry, entry->takenBack, entry->begun};
    uint32_t count = std::min({most, waiting(*entry), room(pieces, *entry)});
    const uint32_t stop = rowsToAState(*entry, count);
    if (stop > 0)
        count = stop;
    for (; piece.count < count; ++piece.count) {
        const uint32_t position = piece.first + piece.count;
        const bool marks = entry->task->marks(position);
        if (marks && (marked || piece.marks))
            break;
        if (entry->task->wants(position) != Want::Nothing) {
            if (outputs + piece.outputs == MostOutputs || piece.outputs == share)
                break;
            ++piece.outputs;
        }
        piece.marks = piece.marks || marks;
    }
    if (piece.count == 0)
        return true;
    auto copies = m_pool.sequences().extend(entry->sequence, piece.count, piece.count == stop);
    if (!copies)
        return false;
    piece.copies = std::move(*copies);
    piece.states = m_pool.sequences().stateStep(entry->sequence);
    pieces.push_back(std::move(piece));
    return true;
}

// Another step, of the rows that follow on those under way: not where one of them has to be looked at first, nor where
// somebody might have to give up a sequence for it, nor where an interlude is due.
bool Scheduler::mayGoAhead() const
{
    if (!m_runner.mayFollow() || interludeIsDue())
        return false;
    const Sequences &sequences = m_pool.sequences();
    uint64_t pages = 0; // if each got all its rows
    uint32_t states = 0;
    for (const auto &entry : m_entries)
        if (entry->sequence != 0) {
            ++states;
            const uint32_t rows = waiting(*entry);
            if (rows == 0 && entry->task->feedsNext())
                return false;
            pages += sequences.pagesToExtend(entry->sequence, std::min(rows, m_model.step().mostRows()));
        }
    if (sequences.keepsStates() && states > sequences.statesAvailable())
        return false;
    return pages <= sequences.pagesAvailable();
}

// Rows before those that wait for somebody else.
uint32_t Scheduler::reachable(const Entry &entry)
{
    const uint32_t reach = entry.task->mayReach();
    return reach > entry.begun ? reach - entry.begun : 0;
}

// The oldest can always go on: the pool has room for one sequence of any length.
Scheduler::Pieces Scheduler::choosePieces(bool waits)
{
    constexpr uint32_t FewestRows = 32; // of a text that is read beside others
    Pieces pieces;
    const auto rows = [&] {
        uint32_t sum = 0;
        for (const Piece &piece : pieces)
            sum += piece.count;
        return sum;
    };
    const auto isSingle = [](const Entry &entry) { return waiting(entry) == 1; };
    const auto take = [&](bool single, uint32_t most) {
        for (const auto &entry : m_entries) {
            const uint32_t room = m_model.step().mostRows() - rows();
            if (entry->sequence == 0 || room == 0 || isSingle(*entry) != single)
                continue;
            const uint32_t wished = std::min({most, room, waits ? reachable(*entry) : room});
            while (!addPiece(pieces, entry, wished) && makeRoom(pieces, *entry))
                ;
        }
    };
    take(true, 1);
    const auto reading = uint32_t(std::ranges::count_if(
        m_entries, [&](const auto &entry) { return entry->sequence != 0 && waiting(*entry) > 1; }));
    take(false, std::max(FewestRows, (m_model.step().mostRows() - rows()) / std::max(reading, 1U)));
    if (pieces.empty() && waits && m_underWay.empty())
        return choosePieces(false); // else all would wait for one that has no room
    return pieces;
}

} // namespace deepscope
