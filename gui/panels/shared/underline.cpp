#include "panels/shared/underline.h"

#include "paint/palette.h"

#include <QPainter>

namespace deepscope {

// Not fainter where it is weak: a thin line of the full colour still stands out from the panel.
void paintUnderline(QPainter &painter, const Palette &color, const QRectF &token, double strength)
{
    constexpr double Thinnest = 1, Thickest = 3, RoomForGaps = 6;
    const double height = Thinnest + (Thickest - Thinnest) * strength;
    const double gap = token.width() >= RoomForGaps ? 1 : 0; // neighbours are told apart
    const QRectF line(token.left() + gap, token.bottom() - height, token.width() - 2 * gap, height);
    painter.fillRect(line.adjusted(-gap, -1, gap, 1), color(Role::Panel));
    painter.fillRect(line, color(Role::Accent));
}

} // namespace deepscope
