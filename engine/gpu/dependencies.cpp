#include "gpu/dependencies.h"

#include <algorithm>

namespace deepscope::gpu {

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

Dependencies::Wait Dependencies::add(Unit unit, std::vector<Access> accesses)
{
    Command command{unit, std::move(accesses), m_group, false};
    const auto begin = m_commands.begin() + ptrdiff_t(m_unfinished), end = m_commands.end();
    Wait wait;
    if (std::any_of(begin, end, [&](const Command &earlier) { return conflict(earlier, command); })) {
        const auto any = [&](Unit of) {
            return std::any_of(begin, end, [of](const Command &earlier) { return earlier.unit == of; });
        };
        wait = {any(Unit::Compute), any(Unit::Transfer)};
        command.barrier = true;
        m_unfinished = m_commands.size();
    }
    m_commands.push_back(std::move(command));
    return wait;
}

std::vector<std::pair<size_t, size_t>> unorderedPairs(const std::vector<Command> &commands)
{
    std::vector<std::pair<size_t, size_t>> pairs;
    for (size_t later = 0; later < commands.size(); ++later)
        for (size_t earlier = later; earlier-- > 0 && !commands[earlier + 1].barrier;)
            if (conflict(commands[earlier], commands[later]))
                pairs.emplace_back(earlier, later);
    return pairs;
}

} // namespace deepscope::gpu
