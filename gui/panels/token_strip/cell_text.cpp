#include "cell_text.h"

#include "paint/token_text.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double Narrowest = 10;   // of a cell with text
constexpr double RoomToElide = 32; // in less the first letters say more than an ellipsis

void paintText(QPainter &painter, const QRectF &area, const QFont &body, const QString &text)
{
    painter.setFont(body);
    if (painter.fontMetrics().horizontalAdvance(text) > area.width())
        painter.setFont(smallFont(body));
    const QFontMetrics metrics = painter.fontMetrics();
    if (metrics.horizontalAdvance(text) <= area.width())
        painter.drawText(area, Qt::AlignCenter, text);
    else if (area.width() >= RoomToElide)
        painter.drawText(area, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, int(area.width())));
    else
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
}

void paintControl(QPainter &painter, const QRectF &area, const QFont &body, const QString &sign)
{
    painter.setFont(smallFont(body));
    const QFontMetrics metrics = painter.fontMetrics();
    const double width = metrics.horizontalAdvance(sign) + Step;
    const bool frame = width <= area.width();
    painter.drawText(area, frame ? int(Qt::AlignCenter) : int(Qt::AlignLeft | Qt::AlignVCenter), sign);
    if (!frame)
        return;
    QRectF around(0, 0, width, metrics.height());
    around.moveCenter(area.center());
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(around.toAlignedRect().adjusted(0, 0, -1, -1), 3, 3);
}

} // namespace

void paintCellText(QPainter &painter, const QRectF &cell, const QFont &body, const Run &run, int token)
{
    if (cell.width() < Narrowest)
        return;
    const QRectF area = cell.adjusted(1, 0, -1, 0);
    painter.save();
    painter.setClipRect(cell);
    if (run.special(token))
        paintControl(painter, area, body, shortControlName(run.bytes(token)));
    else
        paintText(painter, area, body, visibleTokenText(run.bytes(token)));
    painter.restore();
}

double readableCellWidth(const QFont &body)
{
    return QFontMetrics(smallFont(body)).horizontalAdvance(QStringLiteral("carry")) + 2 * Step;
}

} // namespace deepscope
