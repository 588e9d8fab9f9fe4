#include "selection_keys.h"

#include <QKeyEvent>

namespace deepscope {

namespace {

constexpr int AllTokens = 1 << 30; // more than any run has

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
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false; // the window's
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const auto token = [&](int delta) { return shift ? selection.extendRange(delta) : selection.stepToken(delta); };
    const auto row = [&](int delta) { return shift ? selection.stepExpert(delta) : selection.stepLayer(delta); };
    const auto phase = [&](int delta) {
        return shift ? selection.extendRangeByPhase(delta) : selection.stepPhase(delta);
    };
    switch (event.key()) {
    case Qt::Key_Left:
        return token(-1);
    case Qt::Key_Right:
        return token(1);
    case Qt::Key_Up:
        return row(-1);
    case Qt::Key_Down:
        return row(1);
    case Qt::Key_PageUp:
        return phase(-1);
    case Qt::Key_PageDown:
        return phase(1);
    case Qt::Key_Home:
        return token(-AllTokens);
    case Qt::Key_End:
        return token(AllTokens);
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
