// The whole run as a thin band: its phases, the selected range, the focused token, and a frame around what is visible.
#pragma once

#include "models/selection.h"
#include "paint/palette.h"
#include "paint/token_axis.h"

class QPainter;

namespace deepscope {

class RunOverview {
public:
    // Over `area`, in a widget's coordinates; `run` may be null.
    RunOverview(const Run *run, const Selection &selection, const QRectF &area);

    void paint(QPainter &painter, const Palette &color) const;
    QRectF frame() const; // around what is visible; wide enough to be seen, empty where everything is
    // As wide as what is visible now, around the token at `x`.
    VisibleRange visibleAround(double x) const;

private:
    const Run *m_run;
    const Selection &m_selection;
    QRectF m_area;
    TokenAxis m_axis;
};

} // namespace deepscope
