#include "run/scheduler.h"

#include "gpu/arithmetic.h"

#include <algorithm>
#include <chrono>

namespace deepscope {

namespace {

// How many tokens two texts begin with alike.
uint32_t commonBeginning(const std::vector<int32_t> &one, const std::vector<int32_t> &other)
{
    const auto differ = std::ranges::mismatch(one, other).in1;
    return uint32_t(differ - one.begin());
}

// For the next row of the step.
void addOutput(StepInput &input, Task &task, Want want)
{
    if (want == Want::Nothing)
        return;
    const auto output = uint32_t(input.outputs.size()), firstEntry = uint32_t(input.entries.size());
    input.draws.push_back(want == Want::Draw ? task.draw(output, firstEntry, input.entries) : noDraw());
    input.outputs.push_back(uint32_t(input.rows.size()));
    input.wholeLogits = input.wholeLogits || want == Want::Logits;
}

uint32_t waiting(const Task &task, uint32_t fed) { return uint32_t(task.text().size()) - fed; }

} // namespace

void Scheduler::add(uint32_t run, std::unique_ptr<Task> task, Ended ended)
{
    m_entries.push_back(std::make_unique<Entry>(Entry{run, std::move(task), std::move(ended)}));
}

PoolUse Scheduler::poolUse() const
{
    const Sequences &sequences = m_pool.sequences();
    const PoolCounts counts = sequences.counts();
    PoolUse use{counts.pages, counts.inUse, counts.shared, counts.kept, counts.free, {}};
    for (const auto &entry : m_entries)
        if (entry->sequence != 0)
            use.runs.push_back({entry->run, uint32_t(sequences.pages(entry->sequence).size()),
                                sequences.sharedPages(entry->sequence)});
    return use;
}

// Another is about to write what this one would have to read: waiting for it is cheaper.
bool Scheduler::isReadByAnother(const Entry &entry, uint32_t known) const
{
    return std::ranges::any_of(m_entries, [&](const std::unique_ptr<Entry> &other) {
        if (other->sequence == 0)
            return false;
        const uint32_t common =
            std::min(commonBeginning(entry.task->text(), other->task->text()), entry.task->mayKnow());
        return common > known && other->fed < common;
    });
}

// Pages that those who have a sequence will still take for what is known of their texts.
uint64_t Scheduler::promisedPages() const
{
    uint64_t pages = 0;
    for (const auto &entry : m_entries)
        if (entry->sequence != 0)
            pages += divideUp(waiting(*entry->task, entry->fed), CachePageTokens);
    return pages;
}

// In their order: who finds no room is not overtaken by those that need less.
void Scheduler::admit()
{
    Sequences &sequences = m_pool.sequences();
    for (const auto &entry : m_entries) {
        const size_t living = sequences.living().size();
        if (entry->sequence != 0)
            continue;
        if (living >= MostStepSequences)
            return;
        const SequenceId id = sequences.begin(std::span(entry->task->text()).first(entry->task->mayKnow() + 1));
        const uint32_t known = sequences.length(id);
        const uint64_t pages = divideUp(waiting(*entry->task, known), CachePageTokens) + uint64_t(1);
        const PoolCounts counts = sequences.counts();
        const bool hasRoom = living == 0 || uint64_t(counts.kept) + counts.free >= pages + promisedPages();
        if (!hasRoom || isReadByAnother(*entry, known)) {
            sequences.drop(id);
            if (!hasRoom)
                return;
            continue;
        }
        entry->sequence = id;
        entry->fed = known;
        try {
            entry->task->begun(m_pool.routing(id, known));
        } catch (...) {
            end(*entry, std::current_exception());
        }
    }
}

void Scheduler::giveUp(Entry &entry)
{
    if (entry.sequence != 0)
        m_pool.sequences().drop(entry.sequence);
    entry.sequence = 0;
    entry.fed = 0;
}

// Takes the sequence of the youngest that is younger than the one that wants room, and its place in the step.
bool Scheduler::makeRoom(std::vector<Piece> &pieces, const Entry &wanting)
{
    for (auto entry = m_entries.rbegin(); entry->get() != &wanting; ++entry)
        if ((*entry)->sequence != 0) {
            std::erase_if(pieces, [&](const Piece &piece) { return piece.entry == entry->get(); });
            giveUp(**entry);
            return true;
        }
    return false;
}

// False where the pool has no room for it.
bool Scheduler::addPiece(std::vector<Piece> &pieces, Entry &entry, uint32_t most)
{
    uint32_t outputs = 0;
    for (const Piece &piece : pieces)
        outputs += piece.outputs;
    Piece piece{&entry};
    const uint32_t count = std::min(most, waiting(*entry.task, entry.fed));
    for (; piece.count < count; ++piece.count)
        if (entry.task->wants(entry.fed + piece.count) != Want::Nothing) {
            if (outputs + piece.outputs == MostOutputs)
                break;
            ++piece.outputs;
        }
    if (piece.count == 0)
        return true;
    auto copies = m_pool.sequences().extend(entry.sequence, piece.count);
    if (!copies)
        return false;
    piece.copies = std::move(*copies);
    pieces.push_back(std::move(piece));
    return true;
}

// The oldest can always go on: the pool has room for one sequence of any length.
std::vector<Scheduler::Piece> Scheduler::choosePieces()
{
    constexpr uint32_t FewestRows = 32; // of a text that is read beside others
    std::vector<Piece> pieces;
    const auto rows = [&] {
        uint32_t sum = 0;
        for (const Piece &piece : pieces)
            sum += piece.count;
        return sum;
    };
    const auto isSingle = [](const Entry &entry) { return waiting(*entry.task, entry.fed) == 1; };
    const auto take = [&](bool single, uint32_t most) {
        for (const auto &entry : m_entries) {
            const uint32_t room = m_model.step().mostRows() - rows();
            if (entry->sequence == 0 || room == 0 || isSingle(*entry) != single)
                continue;
            while (!addPiece(pieces, *entry, std::min(most, room)) && makeRoom(pieces, *entry))
                ;
        }
    };
    take(true, 1);
    const auto reading = uint32_t(
        std::ranges::count_if(m_entries, [&](const auto &entry) { return entry->sequence != 0 && !isSingle(*entry); }));
    take(false, std::max(FewestRows, (m_model.step().mostRows() - rows()) / std::max(reading, 1U)));
    return pieces;
}

bool Scheduler::run(const std::vector<Piece> &pieces, const std::atomic<bool> &cancel)
{
    StepInput input;
    std::vector<PageCopy> copies;
    for (const Piece &piece : pieces) {
        const Entry &entry = *piece.entry;
        for (uint32_t i = 0; i < piece.count; ++i) {
            const uint32_t position = entry.fed + i;
            addOutput(input, *entry.task, entry.task->wants(position));
            input.rows.push_back({uint32_t(entry.task->text()[position]), position, uint32_t(input.pages.size()), 0});
        }
        input.pages.push_back(m_pool.sequences().pages(entry.sequence));
        copies.insert(copies.end(), piece.copies.begin(), piece.copies.end());
    }
    if (std::ranges::all_of(input.draws, [](const args::SampleRow &row) { return row.logits == args::SampleNone; }))
        input.draws.clear();
    m_pool.make(copies);
    return m_runner.run(input, m_runner.traced(input), cancel);
}

void Scheduler::tell(const std::vector<Piece> &pieces, float microseconds)
{
    const StageTimes stages = m_runner.stages();
    uint32_t stepRows = 0, row = 0, output = 0;
    for (const Piece &piece : pieces)
        stepRows += piece.count;
    for (const Piece &piece : pieces) {
        Entry &entry = *piece.entry;
        const FedRows rows{m_runner,     entry.fed, piece.count, row, output, stepRows, uint32_t(pieces.size()),
                           microseconds, stages};
        const std::span<const int32_t> tokens(entry.task->text());
        m_pool.sequences().written(entry.sequence, tokens.subspan(entry.fed, piece.count));
        for (uint32_t i = 0; i < piece.count; ++i)
            m_pool.keepRouting(entry.sequence, entry.fed + i, rows.routing(entry.fed + i));
        entry.fed += piece.count;
        row += piece.count;
        output += piece.outputs;
        try {
            entry.task->fed(rows);
        } catch (...) {
            end(entry, std::current_exception());
        }
    }
}

void Scheduler::takeBack(const std::vector<Piece> &pieces)
{
    for (const Piece &piece : pieces)
        if (piece.entry->sequence != 0)
            m_pool.sequences().truncate(piece.entry->sequence, piece.entry->fed);
}

void Scheduler::end(Entry &entry, const std::exception_ptr &error)
{
    giveUp(entry);
    const std::unique_ptr<Task> ending = std::move(entry.task); // it is there until it has been told of
    try {
        entry.ended(*ending, error);
    } catch (...) { // nobody is left to tell; the others go on
    }
}

void Scheduler::removeDone()
{
    for (const auto &entry : m_entries)
        if (entry->task && entry->task->done())
            end(*entry, nullptr);
    std::erase_if(m_entries, [](const std::unique_ptr<Entry> &entry) { return !entry->task; });
}

void Scheduler::tick(const std::atomic<bool> &cancel)
{
    removeDone();
    try {
        admit();
        removeDone();
        const std::vector<Piece> pieces = choosePieces();
        if (pieces.empty())
            return;
        const auto start = std::chrono::steady_clock::now();
        if (run(pieces, cancel)) {
            const std::chrono::duration<float, std::micro> took = std::chrono::steady_clock::now() - start;
            tell(pieces, took.count());
        } else {
            takeBack(pieces);
        }
    } catch (...) { // the device, or memory, fails for all
        for (const auto &entry : m_entries)
            if (entry->task)
                end(*entry, std::current_exception());
    }
    removeDone();
}

} // namespace deepscope
