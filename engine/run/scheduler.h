// Many tasks on one model: each step takes rows of all that can go on, first one of each that waits for its next token,
// then pieces of what is still to be read. On a device that works while the host does, the next step is begun before
// this one has been read: rows then continue with what the device has drawn, and those that should not have been fed
// are taken back. What a task gets does not depend on the others: a row's bits are those that it has alone. Where the
// cache has no room for all, the youngest gives up its sequence and reads its text again later.
#pragma once

#include "run/interlude.h"
#include "run/sequence_pool.h"
#include "run/task.h"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace deepscope {

class Scheduler {
public:
    explicit Scheduler(ReadyModel &model) : m_model(model), m_pool(model), m_runner(model) {}

    // Called once for each task, when it is done, or has failed: then with what was thrown. What it throws itself is
    // lost.
    using Ended = std::function<void(Task &, const std::exception_ptr &)>;
    // `run`: what the caller calls it, for poolUse().
    void add(uint32_t run, std::unique_ptr<Task> task, Ended ended);
    // One after another, in this order; called once for each, as above.
    using InterludeEnded = std::function<void(Interlude &, const std::exception_ptr &)>;
    void add(std::unique_ptr<Interlude> interlude, InterludeEnded ended);
    bool idle() const { return m_entries.empty() && m_interludes.empty(); }

    // One step is finished, or what can be done without one. `cancel` may end a step early: its rows are fed again by
    // the next. Throws nothing: what goes wrong ends the tasks that it concerns.
    void tick(const std::atomic<bool> &cancel);

    PoolUse poolUse() const;
    StepRunner &runner() { return m_runner; }
    SequencePool &pool() { return m_pool; }
    const SequencePool &pool() const { return m_pool; }

private:
    struct Entry {
        uint32_t run;
        std::unique_ptr<Task> task;
        Ended ended;
        uint32_t variant = 0;            // of what its rows hold where its alteration is in force
        SequenceId sequence = 0;         // 0: it waits for its turn
        uint32_t fed = 0;                // rows that the task has been told of
        uint32_t begun = 0;              // and those in the steps under way
        std::optional<uint32_t> drawing; // output of the last of these that draws the token behind the text
        uint32_t takenBack = 0;          // so often: rows that were begun before are none of it
    };
    struct Piece { // of a step: the next rows of a task
        std::shared_ptr<Entry> entry;
        uint32_t takenBack = 0; // of the entry, when it was begun
        uint32_t first = 0, count = 0, outputs = 0;
        bool marks = false; // one of its rows
        std::vector<PageCopy> copies;
        std::optional<Sequences::StateStep> states;
        bool stands() const { return entry->task && entry->takenBack == takenBack; }
    };
    using Pieces = std::vector<Piece>;
    struct ToPlay {
        InterludeEnded ended;
        std::unique_ptr<Interlude> work; // goes first: it may look at what the other holds
    };

    static uint32_t waiting(const Entry &entry);
    static std::vector<RowContent> contents(const Entry &entry, uint32_t first, uint32_t count);
    static uint32_t commonBeginning(const Entry &one, const Entry &other);
    uint32_t room(const Pieces &pieces, const Entry &entry) const;
    uint64_t promisedPages() const;
    void admit();
    bool isReadByAnother(const Entry &entry, uint32_t known) const;
    bool mayGoAhead() const;
    Pieces choosePieces(bool waits = true);
    bool addPiece(Pieces &pieces, const std::shared_ptr<Entry> &entry, uint32_t most);
    static uint32_t reachable(const Entry &entry);
    std::vector<uint32_t> worthKeeping(const Entry &entry) const;
    uint32_t rowsToAState(const Entry &entry, uint32_t count) const;
    bool makeRoom(Pieces &pieces, const Entry &wanting);
    void giveUp(Entry &entry);
    void takeBack(Entry &entry, uint32_t rows);
    Pieces begin(Pieces pieces);
    void addRows(StepInput &input, std::vector<uint32_t> &variants, const Piece &piece);
    void goOn(const std::atomic<bool> &cancel);
    void tell(const Pieces &pieces);
    std::vector<std::vector<ExpertHit>> keepRouting(const Piece &piece, const FedRows &rows);
    void tell(const Piece &piece, FedRows rows);
    void end(Entry &entry, const std::exception_ptr &error);
    void removeDone();
    bool interludeIsDue() const { return !m_interludes.empty() && m_interludes.front().work->ready(); }
    void playInterlude();

    ReadyModel &m_model;
    SequencePool m_pool;
    StepRunner m_runner;
    std::vector<std::shared_ptr<Entry>> m_entries; // oldest first
    Pieces m_underWay;                             // of the step that is finished next; empty: none is under way
    std::vector<ToPlay> m_interludes;              // oldest first
};

} // namespace deepscope
