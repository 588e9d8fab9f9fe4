// A colour scale as an upright column beside a picture, with numbers and a mark.
#pragma once

#include "palette.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace deepscope {

struct ScaleColumn {
    QString top, bottom;  // what the ends stand for
    double mark = -1;     // 0 ... 1 of the scale has a line; outside = none
    QString line1, line2; // words beside the mark, else in the middle
    bool diverging = false;
};

// The painter's font is the labels'. `area` holds column and labels.
void paintScaleColumn(QPainter &painter, const Palette &color, const QRectF &area, const ScaleColumn &scale);

} // namespace deepscope
