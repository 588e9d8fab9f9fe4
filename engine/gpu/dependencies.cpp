#include "gpu/dependencies.h"

#include <algorithm>

namespace deepscope::gpu {

bool Units::has(Unit unit) const { return unit == Unit::Compute ? compute : unit == Unit::Transfer ? transfer : host; }

bool Units::meets(const Units &other) const
{
    return (compute && other.compute) || (transfer && other.transfer) || (host && other.host);
}

void Units::add(const Units &others)
{
    compute |= others.compute;
    transfer |= others.transfer;
    host |= others.host;
}

bool conflict(const Command &a, const Command &b)
{
    if (a.group != 0 && a.group == b.group)
        return false;
    for (const Access &one : a.accesses)
        for (const Access &other : b.accesses)
            if ((one.writes || other.writes) && one.buffer == other.buffer && one.begin < other.end &&
                other.begin < one.end)
                return true;
    return false;
}

void Dependencies::clear()
{
    m_commands.clear();
    m_unfinished = 0;
    m_group = m_groups = 0;
}

// What was waited for is there for kernels and copies from now on, whichever asked: later ones count on it too.
Barrier Dependencies::add(Unit unit, std::vector<Access> accesses)
{
    Command command{unit, std::move(accesses), m_group, {}};
    const auto begin = m_commands.begin() + ptrdiff_t(m_unfinished), end = m_commands.end();
    if (std::any_of(begin, end, [&](const Command &earlier) { return conflict(earlier, command); })) {
        const auto any = [&](Unit of) {
            return std::any_of(begin, end, [of](const Command &earlier) { return earlier.unit == of; });
        };
        command.barrier = {{any(Unit::Compute), any(Unit::Transfer)}, {.compute = true, .transfer = true}};
        m_unfinished = m_commands.size();
    }
    m_commands.push_back(std::move(command));
    return m_commands.back().barrier;
}

Barrier Dependencies::finish(std::vector<Access> accesses)
{
    const Barrier barrier{{.compute = true, .transfer = true}, {true, true, true}};
    m_unfinished = m_commands.size();
    m_commands.push_back({Unit::Host, std::move(accesses), 0, barrier});
    return barrier;
}

uint32_t dependentSteps(const std::vector<Command> &commands)
{
    uint32_t compute = 0, transfer = 0, host = 0, most = 0; // barriers before what these units do next
    for (const Command &command : commands) {
        const auto &[from, to] = command.barrier;
        if (!command.barrier)
            continue;
        const uint32_t steps =
            1 + std::max({from.compute ? compute : 0, from.transfer ? transfer : 0, from.host ? host : 0});
        for (const auto &[reached, unit] :
             {std::pair(to.compute, &compute), {to.transfer, &transfer}, {to.host, &host}})
            if (reached)
                *unit = std::max(*unit, steps);
        most = std::max(most, steps);
    }
    return most;
}

std::vector<std::pair<size_t, size_t>> unorderedPairs(const std::vector<Command> &commands)
{
    std::vector<std::pair<size_t, size_t>> pairs;
    for (size_t earlier = 0; earlier < commands.size(); ++earlier) {
        if (commands[earlier].unit == Unit::Host) // which submits what follows when it has done
            continue;
        Units reached; // that know of its end
        for (size_t later = earlier + 1; later < commands.size(); ++later) {
            const Barrier &barrier = commands[later].barrier;
            if (barrier.from.has(commands[earlier].unit) || barrier.from.meets(reached))
                reached.add(barrier.to);
            if (!reached.has(commands[later].unit) && conflict(commands[earlier], commands[later]))
                pairs.emplace_back(earlier, later);
        }
    }
    return pairs;
}

} // namespace deepscope::gpu
