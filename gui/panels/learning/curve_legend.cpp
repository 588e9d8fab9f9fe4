#include "curve_legend.h"

#include "paint/type_scale.h"

#include <QPainter>

namespace deepscope {

namespace {

constexpr double MarkSide = 2 * Step; // of a colour
constexpr double LineHeight = 2;
constexpr double BandAlpha = 0.25;

QString valueWords(const Curve &curve, const std::vector<CurvePoint> &points, uint32_t step)
{
    const std::optional<double> value = valueAt(points, step);
    return value ? curve.format(*value) : QStringLiteral("–");
}

} // namespace

QColor bandColor(const CurveBand &band, const Palette &color)
{
    QColor pale = band.color(color);
    pale.setAlphaF(float(BandAlpha));
    return pale;
}

std::vector<LegendEntry> curveLegend(const Curve &curve, uint32_t step, const Palette &color,
                                     const QFontMetrics &metrics, double width, const QString &spare)
{
    std::vector<LegendEntry> entries;
    const auto add = [&](const QColor &mark, const QString &name, const QString &value, bool square) {
        entries.push_back({mark, (name + u' ' + value).trimmed(), square, {}});
    };
    for (const CurveSeries &series : curve.series)
        add(series.color(color), series.name, valueWords(curve, series.points, step),
            series.style == CurveSeries::Style::Area);
    if (curve.band)
        add(bandColor(*curve.band, color), curve.band->name,
            valueWords(curve, curve.band->low, step) + u'–' + valueWords(curve, curve.band->high, step), true);
    if (curve.level)
        add(color(Role::QuietText), curve.level->name, curve.format(curve.level->value), false);
    double x = 0, y = 0;
    for (LegendEntry &entry : entries) {
        const double wide = MarkSide + Step + metrics.horizontalAdvance(entry.words + spare);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += metrics.height();
        }
        entry.at = {x, y};
        x += wide + 3 * Step;
    }
    return entries;
}

void paintLegendEntry(QPainter &painter, const Palette &color, const LegendEntry &entry, QPointF corner)
{
    const double high = painter.fontMetrics().height(), mark = entry.square ? MarkSide : LineHeight;
    const QPointF at = corner + entry.at;
    painter.fillRect(QRectF(at.x(), at.y() + (high - mark) / 2, MarkSide, mark), entry.color);
    painter.setPen(color(Role::QuietText));
    const double wide = painter.fontMetrics().horizontalAdvance(entry.words) + 1;
    painter.drawText(QRectF(at.x() + MarkSide + Step, at.y(), wide, high), Qt::AlignVCenter, entry.words);
}

} // namespace deepscope
