#include "map_labels.h"

#include "number_row.h"
#include "paint/label_step.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

struct Labels {
    QPainter &painter;
    const Palette &color;
    const GridGeometry &grid;
    const QRectF &area;
    const Run &run;
    const Selection &selection;

    bool pointedAt(int layer) const { return selection.focus().layer == layer || selection.hover().layer == layer; }

    void layer(int layer) const
    {
        const QRectF rows = grid.layerRect(layer);
        painter.setPen(color(pointedAt(layer) ? Role::Text : Role::QuietText));
        // In the middle of what is in view: a layer of many experts is higher than the picture.
        const double top = std::max(rows.top(), area.top()), bottom = std::min(rows.bottom(), area.bottom());
        const bool whole = rows.top() >= area.top() && rows.bottom() <= area.bottom();
        if (whole || bottom - top >= painter.fontMetrics().height())
            painter.drawText(QRectF(Step, top, area.left(), bottom - top), Qt::AlignLeft | Qt::AlignVCenter,
                             QString("L%1").arg(layer));
        painter.setPen(color(Role::Line));
        painter.drawLine(QPointF(area.left() - 0.5, rows.top()), QPointF(area.left() - 0.5, rows.bottom()));
        if (layer > run.firstExpertLayer()) {
            const double y = std::round(rows.top() - GridGeometry::LayerGap / 2) + 0.5;
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        }
    }

    void experts(int layer) const
    {
        const double line = painter.fontMetrics().height();
        NumberRow numbers(painter, color);
        const auto put = [&](int expert, bool pointed) {
            const double middle = grid.rowRect(layer, expert).center().y();
            if (middle >= area.top() && middle <= area.bottom())
                numbers.put(QRectF(0, middle - line / 2, area.left() - Step, line), Qt::AlignRight,
                            QString::number(expert), pointed);
        };
        for (const Focus &thing : {selection.focus(), selection.hover()})
            if (thing.hasExpert() && thing.layer == layer)
                put(thing.expert, true);
        const int step = labelStep(grid.rowHeight(), line);
        for (int expert = 0; expert < run.expertCount(); expert += step)
            put(expert, false);
    }

    void groups(int layer) const
    {
        const int perGroup = int(run.model().info.expertsPerGroup());
        painter.setPen(color(Role::Axis));
        for (int expert = perGroup; expert < run.expertCount(); expert += perGroup) {
            const QRectF row = grid.rowRect(layer, expert);
            const double y = std::round(row.top()) - 0.5;
            if (y > area.top())
                painter.drawLine(QPointF(row.left() - Step, y), QPointF(row.right(), y));
        }
    }
};

} // namespace

int mapLabelsWidth(const QFontMetrics &small)
{
    return small.horizontalAdvance("L00") + small.horizontalAdvance("000") + 4 * Step;
}

void paintMapLabels(QPainter &painter, const Palette &color, const GridGeometry &grid, const QRectF &area,
                    const Run &run, const Selection &selection)
{
    const Labels labels{painter, color, grid, area, run, selection};
    for (int layer = run.firstExpertLayer(); layer < run.firstExpertLayer() + run.expertLayers(); ++layer)
        if (grid.layerRect(layer).intersects(area)) {
            labels.layer(layer);
            labels.experts(layer);
            labels.groups(layer);
        }
}

} // namespace deepscope
