#include "expert_keys.h"

#include <QKeyEvent>

namespace deepscope {

bool handleExpertKey(const QKeyEvent &event, Selection &selection, const Run *run)
{
    const int key = event.key();
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const bool arrow = sideways || key == Qt::Key_Up || key == Qt::Key_Down;
    if (!run || !arrow || event.modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    const int delta = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
    const Focus &focus = selection.focus();
    const int place = sideways ? focus.expert + delta : focus.layer - run->firstExpertLayer() + delta;
    const int end = sideways ? run->expertCount() : run->expertLayers();
    // At the edge of the picture the focus stays.
    if (!focus.hasExpert() || (place >= 0 && place < end))
        selection.stepExpert(sideways ? delta : delta * run->expertCount());
    return true;
}

} // namespace deepscope
