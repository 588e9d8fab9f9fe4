#include "model/stage_clock.h"

namespace deepscope {

void StageClock::start(gpu::Commands &commands)
{
    m_marks.clear();
    commands.timestamp(0);
}

void StageClock::mark(gpu::Commands &commands, Stage stage)
{
    m_marks.push_back(stage);
    commands.timestamp(uint32_t(m_marks.size()));
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
