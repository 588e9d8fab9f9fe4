// The numbers at the rows of the expert map: layers, experts where there is room, and the borders of groups.
#pragma once

#include "models/selection.h"
#include "paint/grid_geometry.h"
#include "paint/palette.h"

class QFontMetrics;
class QPainter;

namespace deepscope {

int mapLabelsWidth(const QFontMetrics &small);

// `area` is the cells' part of the widget; labels stand left of it. The painter's font is theirs.
void paintMapLabels(QPainter &painter, const Palette &color, const GridGeometry &grid, const QRectF &area,
                    const Run &run, const Selection &selection);

} // namespace deepscope
