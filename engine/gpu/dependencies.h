// What commands read and write, and which of them must wait for those before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace deepscope::gpu {

class Buffer;

// Who touches memory: kernels, copies and fills, or the host once the submission has ended.
enum class Unit : uint8_t { Compute, Transfer, Host };

struct Units {
    bool compute = false, transfer = false, host = false;

    bool has(Unit unit) const;
    bool any() const { return compute || transfer || host; }
    bool meets(const Units &other) const;
    void add(const Units &others);
    bool operator==(const Units &) const = default;
};

// What the units `from` did before it is finished, and seen by what the units `to` do after it.
struct Barrier {
    Units from, to;
    explicit operator bool() const { return from.any() && to.any(); }
    bool operator==(const Barrier &) const = default;
};

struct Access {
    const Buffer *buffer = nullptr;
    uint64_t begin = 0, end = 0; // bytes
    bool writes = false;         // and may read
};

struct Command {
    Unit unit = Unit::Compute;
    std::vector<Access> accesses;
    uint32_t group = 0; // not 0: touches other parts of the same ranges than its group does
    Barrier barrier;    // right before it
};

// Two commands that meet in a range where one of them writes, and that no group keeps apart.
bool conflict(const Command &a, const Command &b);

class Dependencies {
public:
    void clear();
    void beginGroup() { m_group = ++m_groups; }
    void endGroup() { m_group = 0; }
    bool goesOnWithGroup() const { return m_group != 0 && !m_commands.empty() && m_commands.back().group == m_group; }

    // The barrier that the command needs before it, if any: from all work since the last one, to kernels and copies.
    Barrier add(Unit unit, std::vector<Access> accesses);

    // The barrier at the end of a submission: from all work, to the host, which reads `accesses`, and to whatever is
    // submitted next.
    Barrier finish(std::vector<Access> accesses);

    const std::vector<Command> &commands() const { return m_commands; }

private:
    std::vector<Command> m_commands;
    size_t m_unfinished = 0; // the first since the last barrier
    uint32_t m_group = 0, m_groups = 0;
};

// How many barriers stand one after another, each of which waits for what the one before lets begin: no device is
// faster than so many steps, however much it can do at once.
uint32_t dependentSteps(const std::vector<Command> &commands);

// Every pair that conflicts and that no barrier between, nor several one after another, brings in order: found by
// looking at all pairs and at what each barrier reaches, without what `add` remembers. Recordings that are submitted in
// turn may stand one after another.
std::vector<std::pair<size_t, size_t>> unorderedPairs(const std::vector<Command> &commands);

} // namespace deepscope::gpu
