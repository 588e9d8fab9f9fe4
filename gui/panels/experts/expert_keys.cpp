#include "expert_keys.h"

#include <QKeyEvent>

#include <algorithm>

namespace deepscope {

bool handleExpertKey(const QKeyEvent &event, Selection &selection, const Run *run)
{
    const int key = event.key();
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const bool arrow = sideways || key == Qt::Key_Up || key == Qt::Key_Down;
    if (!run || !arrow || event.modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    const int delta = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
    const int firstLayer = run->firstExpertLayer(), lastLayer = firstLayer + run->expertLayers() - 1;
    Focus focus = selection.focus();
    if (focus.hasExpert())
        (sideways ? focus.expert : focus.layer) += delta;
    focus.layer = std::clamp(focus.layer, firstLayer, lastLayer);
    focus.expert = std::clamp(focus.expert, 0, run->expertCount() - 1);
    selection.setFocus(focus);
    return true;
}

} // namespace deepscope
