// A line below a token that another view marks: quiet, and unlike the outlines of focus and hover.
#pragma once

#include <QRectF>

class QPainter;

namespace deepscope {

class Palette;

// At the lower edge of `token`: the stronger (up to 1), the thicker. It is seen on grounds of every colour.
void paintUnderline(QPainter &painter, const Palette &color, const QRectF &token, double strength);

} // namespace deepscope
