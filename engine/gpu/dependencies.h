// What commands read and write, and which of them must wait for those before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace deepscope::gpu {

class Buffer;

enum class Unit : uint8_t { Compute, Transfer };

struct Access {
    const Buffer *buffer = nullptr;
    uint64_t begin = 0, end = 0; // bytes
    bool writes = false;         // and may read
};

struct Command {
    Unit unit = Unit::Compute;
    std::vector<Access> accesses;
    uint32_t group = 0;   // not 0: touches other parts of the same ranges than its group does
    bool barrier = false; // everything before it is finished first
};

// Two commands that meet in a range where one of them writes, and that no group keeps apart.
bool conflict(const Command &a, const Command &b);

class Dependencies {
public:
    void clear();
    void beginGroup() { m_group = ++m_groups; }
    void endGroup() { m_group = 0; }

    // What the command must wait for: nothing, or all of these units' work since the last barrier.
    struct Wait {
        bool compute = false, transfer = false;
        explicit operator bool() const { return compute || transfer; }
    };
    Wait add(Unit unit, std::vector<Access> accesses);

    const std::vector<Command> &commands() const { return m_commands; }

private:
    std::vector<Command> m_commands;
    size_t m_unfinished = 0; // the first since the last barrier
    uint32_t m_group = 0, m_groups = 0;
};

// Every pair that conflicts without a barrier between: found by looking at all, without what `add` remembers.
std::vector<std::pair<size_t, size_t>> unorderedPairs(const std::vector<Command> &commands);

} // namespace deepscope::gpu
