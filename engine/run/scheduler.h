// Many tasks on one model: each step takes rows of all that can go on, first one of each that waits for its next token,
// then pieces of what is still to be read. What a task gets does not depend on the others: a row's bits are those that
// it has alone. Where the cache has no room for all, the youngest gives up its sequence and reads its text again later.
#pragma once

#include "run/sequence_pool.h"
#include "run/task.h"

#include <exception>
#include <functional>
#include <memory>
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
    bool idle() const { return m_entries.empty(); }

    // One step, or what can be done without one. `cancel` may end a step early: its rows are fed again by the next.
    // Throws nothing: what goes wrong ends the tasks that it concerns.
    void tick(const std::atomic<bool> &cancel);

    PoolUse poolUse() const;
    StepRunner &runner() { return m_runner; }
    SequencePool &pool() { return m_pool; }

private:
    struct Entry {
        uint32_t run;
        std::unique_ptr<Task> task;
        Ended ended;
        SequenceId sequence = 0; // 0: it waits for its turn
        uint32_t fed = 0;
    };
    struct Piece { // of a step: the next rows of a task
        Entry *entry;
        uint32_t count = 0, outputs = 0;
        std::vector<PageCopy> copies;
    };

    uint64_t promisedPages() const;
    void admit();
    bool isReadByAnother(const Entry &entry, uint32_t known) const;
    std::vector<Piece> choosePieces();
    bool addPiece(std::vector<Piece> &pieces, Entry &entry, uint32_t most);
    bool makeRoom(std::vector<Piece> &pieces, const Entry &wanting);
    void giveUp(Entry &entry);
    bool run(const std::vector<Piece> &pieces, const std::atomic<bool> &cancel);
    void tell(const std::vector<Piece> &pieces, float microseconds);
    void takeBack(const std::vector<Piece> &pieces);
    void end(Entry &entry, const std::exception_ptr &error);
    void removeDone();

    ReadyModel &m_model;
    SequencePool m_pool;
    StepRunner m_runner;
    std::vector<std::unique_ptr<Entry>> m_entries; // oldest first
};

} // namespace deepscope
