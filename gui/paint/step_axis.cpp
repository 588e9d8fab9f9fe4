#include "step_axis.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr uint32_t FirstEnd = 25; // of a run that has just begun

} // namespace

double roundUp(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (value <= factor * power * (1 + 1e-12))
            return factor * power;
    return 10 * power;
}

uint32_t StepAxis::endFor(uint32_t lastStep, bool running)
{
    if (!running)
        return std::max<uint32_t>(1, lastStep);
    return std::max(FirstEnd, uint32_t(std::ceil(roundUp(lastStep))));
}

uint32_t StepAxis::stepAt(double x) const
{
    const double step = (x - m_area.left()) / std::max(1.0, m_area.width()) * m_end;
    return uint32_t(std::llround(std::clamp(step, 0.0, double(m_end))));
}

} // namespace deepscope
