#include "scale_column.h"

#include "color_scale.h"
#include "type_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int Width = 2 * Step;

} // namespace

void paintScaleColumn(QPainter &painter, const Palette &color, const QRectF &area, const ScaleColumn &scale)
{
    const ColorScale colors = scale.diverging ? ColorScale::diverging(color) : ColorScale::sequential(color);
    const QRect column(int(area.left()), int(area.top()), Width, std::max(1, int(area.height())));
    for (int y = 0; y < column.height(); ++y)
        painter.fillRect(column.left(), column.top() + y, Width, 1,
                         QColor(colors.at(1 - double(y) / std::max(1, column.height() - 1))));
    painter.setPen(color(Role::Axis));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(column.adjusted(0, 0, -1, -1));

    const double line = painter.fontMetrics().height(), x = column.right() + 1 + Step;
    const auto label = [&](double top, const QString &text) {
        painter.drawText(QRectF(x, top, area.right() - x, line), Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    const bool bothEnds = area.height() >= 2 * line;
    painter.setPen(color(Role::QuietText));
    if (bothEnds)
        label(area.top(), scale.top);
    label(area.bottom() - line, scale.bottom);
    double y = area.center().y();
    if (scale.mark >= 0 && scale.mark <= 1) {
        y = std::round(area.bottom() - scale.mark * area.height()) + 0.5;
        painter.setPen(color(Role::Text));
        painter.drawLine(QPointF(column.left() - 2, y), QPointF(column.right() + 3, y));
    }
    // Between the ends' labels, as near to the mark as there is room.
    const double highest = area.top() + line, lowest = area.bottom() - 3 * line;
    if (lowest < highest)
        return;
    const double top = std::clamp(y - line, highest, lowest);
    label(top, scale.line1);
    label(top + line, scale.line2);
}

} // namespace deepscope
