#include "overview_axes.h"

#include "paint/label_step.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <cmath>

namespace deepscope {

namespace {

// A number on ground of its own: it hides the ones that it overlaps.
void paintPointed(QPainter &painter, const Palette &color, const QRectF &place, Qt::Alignment alignment,
                  const QString &text)
{
    const QRectF ground = painter.boundingRect(place, int(alignment), text);
    painter.fillRect(ground.adjusted(-Step / 2.0, 0, Step / 2.0, 0), color(Role::Panel));
    painter.setPen(color(Role::Text));
    painter.drawText(place, int(alignment), text);
}

} // namespace

void paintLayerNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                       const Selection &selection)
{
    const double line = painter.fontMetrics().height();
    const int step = labelStep(grid.cellHeight(), line);
    const auto place = [&](int layer) {
        const QRectF row = grid.layerRect(layer);
        return QRectF(0, row.center().y() - line / 2, row.left() - Step, line);
    };
    const int first = run.firstExpertLayer(), end = first + run.expertLayers();
    painter.setPen(color(Role::QuietText));
    for (int layer = (first + step - 1) / step * step; layer < end; layer += step)
        painter.drawText(place(layer), Qt::AlignRight | Qt::AlignVCenter, QString("L%1").arg(layer));
    for (const int layer : {selection.focus().layer, selection.hover().layer})
        if (layer >= first && layer < end)
            paintPointed(painter, color, place(layer), Qt::AlignRight | Qt::AlignVCenter, QString("L%1").arg(layer));
}

void paintExpertNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                        const Selection &selection)
{
    const double line = painter.fontMetrics().height(), half = 8 * Step;
    const int step = labelStep(grid.cellWidth(), painter.fontMetrics().horizontalAdvance("000") + 2 * Step);
    const double top = grid.picture().bottom() + Step / 2.0;
    const auto place = [&](int expert) {
        return QRectF(grid.cell(run.firstExpertLayer(), expert).center().x() - half, top, 2 * half, line);
    };
    painter.setPen(color(Role::QuietText));
    for (int expert = 0; expert < run.expertCount(); expert += step)
        painter.drawText(place(expert), Qt::AlignCenter, QString::number(expert));
    for (const Focus &thing : {selection.focus(), selection.hover()})
        if (thing.hasExpert())
            paintPointed(painter, color, place(thing.expert), Qt::AlignCenter, QString::number(thing.expert));
}

void paintGroups(QPainter &painter, const Palette &color, const OverviewGeometry &grid)
{
    if (grid.groups() < 2)
        return;
    const double line = painter.fontMetrics().height();
    const double top = grid.picture().bottom() + Step / 2.0 + line;
    for (int group = 0; group < grid.groups(); ++group) {
        const QRectF columns = grid.groupRect(group);
        painter.setPen(color(Role::Axis));
        painter.drawLine(QPointF(columns.left(), top + 0.5), QPointF(columns.right() - 1, top + 0.5));
        const QString whole = QString("group %1").arg(group), number = QString::number(group);
        const bool wide = painter.fontMetrics().horizontalAdvance(whole) + Step <= columns.width();
        painter.setPen(color(Role::QuietText));
        painter.drawText(QRectF(columns.left(), top, columns.width(), line), Qt::AlignCenter, wide ? whole : number);
        if (group > 0) {
            const double x = std::floor(columns.left() - OverviewGeometry::GroupGap / 2) + 0.5;
            painter.setPen(color(Role::Line));
            painter.drawLine(QPointF(x, columns.top()), QPointF(x, columns.bottom()));
        }
    }
}

} // namespace deepscope
