#include "model/stage_clock.h"

#include <algorithm>

namespace deepscope {

void StageClock::start(gpu::Commands &commands)
{
    m_marks.clear();
    m_parts.clear();
    commands.timestamp(0);
}

void StageClock::mark(gpu::Commands &commands, Stage stage)
{
    part(commands, stage);
    m_marks.push_back(stage);
    commands.timestamp(uint32_t(m_marks.size()));
}

std::optional<Stage> StageClock::stageOf(size_t command) const
{
    const auto part = std::ranges::find_if(m_parts, [&](const Part &of) { return command < of.end; });
    return part == m_parts.end() ? std::nullopt : std::optional(part->stage);
}

StageTimes StageClock::read(const gpu::Commands &commands) const
{
    const std::vector<double> times = commands.timestamps();
    StageTimes sums = {};
    for (size_t i = 0; i < m_marks.size() && i + 1 < times.size(); ++i)
        sums[size_t(m_marks[i])] += float(times[i + 1] - times[i]);
    return sums;
}

} // namespace deepscope
