#include "run/scheduler.h"

#include "gpu/arithmetic.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace deepscope {

namespace {

bool draws(const args::SampleRow &row) { return row.logits != args::SampleNone; }

} // namespace

// Rows that are still to be begun: of the text, and of the token that is being drawn behind it.
uint32_t Scheduler::waiting(const Entry &entry)
{
    const size_t rows = entry.task->text().size() + (entry.drawing && entry.task->feedsNext() ? 1 : 0);
    return rows > entry.begun ? uint32_t(rows - entry.begun) : 0;
}

std::vector<RowContent> Scheduler::contents(const Entry &entry, uint32_t first, uint32_t count)
{
    std::vector<RowContent> all;
    for (uint32_t position = first; position < first + count; ++position) {
        const uint32_t variant = entry.task->isOwn(position) ? entry.variant : 0;
        all.push_back(contentOf(entry.task->text()[position], variant));
    }
    return all;
}

// How many rows two texts begin with alike.
uint32_t Scheduler::commonBeginning(const Entry &one, const Entry &other)
{
    const auto differ = std::ranges::mismatch(one.task->text(), other.task->text()).in1;
    auto common = uint32_t(differ - one.task->text().begin());
    if (one.variant != other.variant)
        for (const Entry *entry : {&one, &other})
            if (entry->variant != 0)
                common = std::min(common, entry->task->ownFrom());
    return common;
}

void Scheduler::add(uint32_t run, std::unique_ptr<Task> task, Ended ended)
{
    const AlteredRouters &routers = task->routers();
    const bool wide = task->choices() > m_model.step().ownChoices();
    const uint32_t variant = task->seen() ? m_pool.ownVariant() : m_pool.variantOf(routers.alteration, wide);
    m_entries.push_back(std::make_shared<Entry>(Entry{run, std::move(task), std::move(ended), variant}));
}

void Scheduler::add(std::unique_ptr<Interlude> interlude, InterludeEnded ended)
{
    m_interludes.push_back({std::move(ended), std::move(interlude)});
}

PoolUse Scheduler::poolUse() const
{
    const Sequences &sequences = m_pool.sequences();
    const PoolCounts counts = sequences.counts();
    PoolUse use{.pages = counts.pages,
                .inUse = counts.inUse,
                .shared = counts.shared,
                .kept = counts.kept,
                .free = counts.free,
                .runs = {},
                .states = sequences.stateCounts(),
                .windows = sequences.windowCounts()};
    for (const auto &entry : m_entries)
        if (entry->sequence != 0)
            use.runs.push_back({entry->run, uint32_t(sequences.pages(entry->sequence).size()),
                                sequences.sharedPages(entry->sequence)});
    return use;
}

// Another is about to write what this one would have to read: waiting for it is cheaper.
bool Scheduler::isReadByAnother(const Entry &entry, uint32_t known) const
{
    return std::ranges::any_of(m_entries, [&](const std::shared_ptr<Entry> &other) {
        if (other->sequence == 0 || other->task->readsRowByRow())
            return false;
        const uint32_t common = std::min(commonBeginning(entry, *other), entry.task->mayKnow());
        return common > known && other->fed < common;
    });
}

// Pages that those who have a sequence will still take for what is known of their texts.
uint64_t Scheduler::promisedPages() const
{
    uint64_t pages = 0;
    for (const auto &entry : m_entries)
        if (entry->sequence != 0)
            pages += divideUp(waiting(*entry), CachePageTokens);
    return pages;
}

// In their order: who finds no room is not overtaken by those that need less.
void Scheduler::admit()
{
    Sequences &sequences = m_pool.sequences();
    const uint32_t most = std::min(sequences.mostLiving(m_model.step().mostRows()), MostStepSequences);
    for (const auto &entry : m_entries) {
        const size_t living = sequences.living().size();
        if (entry->sequence != 0)
            continue;
        if (living >= most)
            return;
        const SequenceId id = sequences.begin(contents(*entry, 0, entry->task->mayKnow() + 1));
        const uint32_t known = sequences.length(id);
        const auto rows = uint32_t(entry->task->text().size()) - known;
        const uint64_t pages = divideUp(rows, CachePageTokens) + uint64_t(1);
        const PoolCounts counts = sequences.counts();
        const bool hasRoom = living == 0 || uint64_t(counts.kept) + counts.free >= pages + promisedPages();
        if (!hasRoom || isReadByAnother(*entry, known)) {
            sequences.drop(id);
            if (!hasRoom)
                return;
            continue;
        }
        entry->sequence = id;
        entry->fed = entry->begun = known;
        sequences.markWorthKeeping(id, worthKeeping(*entry));
        try {
            entry->task->begun(m_pool.routing(id, known, entry->task->choices()));
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
    takeBack(entry, 0);
}

// It has so many rows and no more, whatever is under way. Where there is no state behind so many, it begins anew with
// what there is.
void Scheduler::takeBack(Entry &entry, uint32_t rows)
{
    if (entry.sequence != 0 && m_pool.sequences().truncate(entry.sequence, rows) < rows)
        return giveUp(entry);
    entry.fed = entry.begun = rows;
    entry.drawing.reset();
    ++entry.takenBack;
}

// Takes the sequence of the youngest that is younger than the one that wants room, and its place in the step.
bool Scheduler::makeRoom(Pieces &pieces, const Entry &wanting)
{
    for (auto entry = m_entries.rbegin(); entry->get() != &wanting; ++entry)
        if ((*entry)->sequence != 0) {
            std::erase_if(pieces, [&](const Piece &piece) { return piece.entry == *entry; });
            giveUp(**entry);
            return true;
        }
    return false;
}

void Scheduler::addRows(StepInput &input, std::vector<uint32_t> &variants, const Piece &piece)
{
    Entry &entry = *piece.entry;
    Task &task = *entry.task;
    if (piece.states)
        input.states.push_back(
            {piece.states->from.value_or(args::NoSlot), piece.states->to, uint32_t(input.rows.size()), piece.count});
    const std::optional<uint32_t> drawnBefore = std::exchange(entry.drawing, std::nullopt);
    for (uint32_t position = piece.first; position < piece.first + piece.count; ++position) {
        const bool known = position < task.text().size();
        const Want want = task.wants(position);
        if (want != Want::Nothing) {
            const auto output = uint32_t(input.outputs.size()), firstEntry = uint32_t(input.entries.size());
            const uint32_t previous = known ? args::SampleNone : *drawnBefore;
            input.draws.push_back(want == Want::Draw ? task.draw(output, firstEntry, previous, input.entries)
                                                     : noDraw());
            input.outputs.push_back(uint32_t(input.rows.size()));
            input.wholeLogits = input.wholeLogits || want == Want::Logits;
            if (draws(input.draws.back()) && task.trustsDraw())
                entry.drawing = output;
        }
        uint32_t flags = known ? 0 : flagsOfDrawn(*drawnBefore);
        if (task.routers().alteration.inForce(position)) {
            const auto found = std::ranges::find(variants, entry.variant);
            flags |= flagsOfAltered(uint32_t(found - variants.begin()) + 1);
            if (found == variants.end()) {
                variants.push_back(entry.variant);
                input.alterations.push_back(&task.routers().tables);
            }
        }
        flags |= task.marks(position) ? args::RowTapped : 0;
        flags |= task.seen() ? args::RowMasked : 0;
        input.rows.push_back(
            {known ? uint32_t(task.text()[position]) : 0, position, uint32_t(input.pages.size()), flags});
    }
    const Taps taps = task.taps();
    input.taps.routers = input.taps.routers || taps.routers;
    input.taps.outputs = input.taps.outputs || taps.outputs;
    if (piece.marks && taps.attention.count > 0) // of one task a step: two may want different layers
        input.taps.attention = taps.attention;
    if (task.seen())
        input.seen = task.seen();
    input.pages.push_back(m_pool.sequences().pages(entry.sequence));
    input.windowPages.push_back(m_pool.sequences().windowPages(entry.sequence));
    entry.begun = piece.first + piece.count;
}

// Gives what it has begun.
Scheduler::Pieces Scheduler::begin(Pieces pieces)
{
    if (pieces.empty())
        return pieces;
    StepInput input;
    std::vector<uint32_t> variants; // of input.alterations
    std::vector<PageCopy> copies;
    for (const Piece &piece : pieces) {
        addRows(input, variants, piece);
        copies.insert(copies.end(), piece.copies.begin(), piece.copies.end());
    }
    if (std::ranges::none_of(input.draws, draws))
        input.draws.clear();
    m_pool.make(copies);
    m_runner.start(input, m_runner.traced(input));
    return pieces;
}

// Of each row, as the task wants it. What is kept has the model's own number of choices.
std::vector<std::vector<ExpertHit>> Scheduler::keepRouting(const Piece &piece, const FedRows &rows)
{
    const uint32_t choices = piece.entry->task->choices();
    std::vector<std::vector<ExpertHit>> all(piece.count);
    for (uint32_t i = 0; i < piece.count && m_runner.hasRouting(); ++i) {
        all[i] = m_runner.routing(rows.row + i);
        m_pool.keepRouting(piece.entry->sequence, piece.first + i, all[i]);
        if (choices > 0)
            all[i] = m_runner.routing(rows.row + i, choices);
    }
    return all;
}

void Scheduler::tell(const Piece &piece, FedRows rows)
{
    Entry &entry = *piece.entry;
    m_pool.sequences().written(entry.sequence, contents(entry, piece.first, piece.count));
    rows.pages = m_pool.sequences().pages(entry.sequence); // now those where it stays
    rows.windowPages = m_pool.sequences().windowPages(entry.sequence);
    std::vector<std::vector<ExpertHit>> routings = keepRouting(piece, rows);
    rows.routings = routings;
    entry.fed = piece.first + piece.count;
    if (entry.begun == entry.fed) // else it is the step under way that draws
        entry.drawing.reset();
    try {
        entry.task->fed(rows);
        if (entry.fed == entry.task->text().size() && !entry.task->done())
            takeBack(entry, entry.fed - 1);
    } catch (...) {
        end(entry, std::current_exception());
    }
}

void Scheduler::tell(const Pieces &pieces)
{
    const StageTimes stages = m_runner.stages();
    const float microseconds = std::chrono::duration<float, std::micro>(m_runner.took()).count();
    uint32_t stepRows = 0, row = 0, output = 0;
    for (const Piece &piece : pieces)
        stepRows += piece.count;
    for (const Piece &piece : pieces) {
        if (piece.stands())
            tell(piece, {m_runner, piece.first, piece.count, row, output, stepRows, uint32_t(pieces.size()),
                         microseconds, stages});
        row += piece.count;
        output += piece.outputs;
    }
}

// The step under way, and begins the one that follows it before it is read.
void Scheduler::goOn(const std::atomic<bool> &cancel)
{
    Pieces next;
    if (mayGoAhead())
        next = begin(choosePieces());
    const Pieces pieces = std::exchange(m_underWay, std::move(next));
    if (m_runner.finish(cancel))
        return tell(pieces);
    for (const Piece &piece : pieces) // nothing follows on what is cut short
        if (piece.stands())
            takeBack(*piece.entry, piece.entry->fed);
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
    std::erase_if(m_entries, [](const std::shared_ptr<Entry> &entry) { return !entry->task; });
}

// A piece of it; of what it throws only its owner hears.
void Scheduler::playInterlude()
{
    std::exception_ptr error;
    try {
        if (!m_interludes.front().work->goOn())
            return;
    } catch (...) {
        error = std::current_exception();
    }
    const ToPlay ending = std::move(m_interludes.front());
    m_interludes.erase(m_interludes.begin());
    try {
        ending.ended(*ending.work, error);
    } catch (...) { // nobody is left to tell
    }
}

void Scheduler::tick(const std::atomic<bool> &cancel)
{
    constexpr auto Patience = std::chrono::milliseconds(2); // with an interlude that waits, where nothing else is to do
    removeDone();
    if (m_underWay.empty() && interludeIsDue())
        playInterlude();
    else if (m_entries.empty() && !m_interludes.empty())
        std::this_thread::sleep_for(Patience);
    try {
        admit();
        removeDone();
        if (m_underWay.empty())
            m_underWay = begin(choosePieces());
        if (!m_underWay.empty())
            goOn(cancel);
    } catch (...) { // the device, or memory, fails for all
        for (const auto &entry : m_entries)
            if (entry->task)
                end(*entry, std::current_exception());
    }
    removeDone();
    if (m_entries.empty()) { // nobody is left whom what is under way concerns
        m_underWay.clear();
        m_runner.leave();
    }
}

} // namespace deepscope
