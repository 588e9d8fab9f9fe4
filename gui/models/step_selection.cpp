#include "step_selection.h"

namespace deepscope {

void StepSelection::setHovered(std::optional<uint32_t> step)
{
    if (step == m_hovered)
        return;
    m_hovered = step;
    emit hoveredChanged();
}

void StepSelection::choose(std::optional<uint32_t> step)
{
    if (step == m_chosen)
        return;
    m_chosen = step;
    emit chosenChanged();
}

} // namespace deepscope
