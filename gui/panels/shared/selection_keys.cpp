#include "selection_keys.h"

#include <QKeyEvent>

namespace deepscope {

namespace {

double centre(const Selection &selection)
{
    const VisibleRange &visible = selection.visible();
    const int token = selection.focus().token;
    return token >= visible.begin && token < visible.end ? token + 0.5 : (visible.begin + visible.end) / 2;
}

bool zoom(Selection &selection, double factor)
{
    selection.zoom(factor, centre(selection));
    return true;
}

} // namespace

bool handleSelectionKey(const QKeyEvent &event, Selection &selection)
{
    const bool control = event.modifiers() & Qt::ControlModifier;
    if (event.modifiers() & Qt::AltModifier)
        return false; // Alt+Left and Alt+Right are the window's back and forward
    switch (event.key()) {
    case Qt::Key_Left:
        return selection.stepToken(control ? -10 : -1);
    case Qt::Key_Right:
        return selection.stepToken(control ? 10 : 1);
    case Qt::Key_Up:
        return selection.stepLayer(-1);
    case Qt::Key_Down:
        return selection.stepLayer(1);
    case Qt::Key_PageUp:
        return control ? selection.stepPhase(-1) : selection.stepSentence(-1);
    case Qt::Key_PageDown:
        return control ? selection.stepPhase(1) : selection.stepSentence(1);
    case Qt::Key_Home:
        return selection.stepToken(-(1 << 30));
    case Qt::Key_End:
        selection.setFollow(true);
        return true;
    case Qt::Key_Escape:
        return selection.clearOneLevel();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(selection, 1.5);
    case Qt::Key_Minus:
        return zoom(selection, 1 / 1.5);
    case Qt::Key_0:
        selection.showAll();
        return true;
    default:
        return false;
    }
}

} // namespace deepscope
