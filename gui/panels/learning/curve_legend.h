// What the lines and areas of a curve mean, each with its value at one step, laid out in as many lines as they need.
#pragma once

#include "curve.h"

#include <QFontMetrics>
#include <QPointF>

class QPainter;

namespace deepscope {

struct LegendEntry {
    QColor color;
    QString words;
    bool square = false; // an area or a band
    QPointF at;          // from the legend's corner
};

// `spare`: each has room for so much more.
std::vector<LegendEntry> curveLegend(const Curve &curve, uint32_t step, const Palette &color,
                                     const QFontMetrics &metrics, double width, const QString &spare = {});
void paintLegendEntry(QPainter &painter, const Palette &color, const LegendEntry &entry, QPointF corner);

QColor bandColor(const CurveBand &band, const Palette &color); // of its ground

} // namespace deepscope
