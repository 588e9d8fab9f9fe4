#include "overview_axes.h"

#include "number_row.h"
#include "paint/label_step.h"
#include "paint/texts.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <cmath>

namespace deepscope {

void paintLayerNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                       const Selection &selection)
{
    const double line = painter.fontMetrics().height();
    const int first = run.firstExpertLayer(), end = first + run.expertLayers();
    NumberRow numbers(painter, color);
    const auto put = [&](int layer, bool pointed) {
        const QRectF row = grid.layerRect(layer);
        const QRectF place(0, row.center().y() - line / 2, row.left() - Step, line);
        numbers.put(place, Qt::AlignRight, QString("L%1").arg(layer), pointed);
    };
    for (const int layer : {selection.focus().layer, selection.hover().layer})
        if (layer >= first && layer < end)
            put(layer, true);
    const int step = labelStep(grid.cellHeight(), line);
    for (int layer = (first + step - 1) / step * step; layer < end; layer += step)
        put(layer, false);
}

void paintExpertNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                        const Selection &selection)
{
    const double line = painter.fontMetrics().height(), half = 8 * Step;
    const double top = grid.picture().bottom() + Step / 2.0;
    NumberRow numbers(painter, color);
    const auto put = [&](int expert, bool pointed) {
        const double middle = grid.cell(run.firstExpertLayer(), expert).center().x();
        numbers.put(QRectF(middle - half, top, 2 * half, line), Qt::AlignHCenter, QString::number(expert), pointed);
    };
    for (const Focus &thing : {selection.focus(), selection.hover()})
        if (thing.hasExpert())
            put(thing.expert, true);
    const int step = labelStep(grid.cellWidth(), painter.fontMetrics().horizontalAdvance("000") + 2 * Step);
    for (int expert = 0; expert < run.expertCount(); expert += step)
        put(expert, false);
}

void paintGroups(QPainter &painter, const Palette &color, const OverviewGeometry &grid)
{
    if (grid.groups() < 2)
        return;
    const double line = painter.fontMetrics().height();
    const double top = grid.picture().bottom() + Step / 2.0 + line;
    const QString last = tr("group %1").arg(grid.groups() - 1);
    const bool wide = painter.fontMetrics().horizontalAdvance(last) + Step <= grid.groupRect(0).width();
    painter.setPen(color(Role::QuietText));
    if (!wide)
        painter.drawText(QRectF(0, top, grid.picture().left() - Step, line), Qt::AlignRight | Qt::AlignVCenter,
                         tr("group"));
    for (int group = 0; group < grid.groups(); ++group) {
        const QRectF columns = grid.groupRect(group);
        painter.setPen(color(Role::Axis));
        painter.drawLine(QPointF(columns.left(), top + 0.5), QPointF(columns.right() - 1, top + 0.5));
        const QString whole = tr("group %1").arg(group), number = QString::number(group);
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
