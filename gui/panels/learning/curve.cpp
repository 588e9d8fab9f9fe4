#include "curve.h"

#include <QStringList>

#include <algorithm>

namespace deepscope {

bool Curve::isEmpty() const
{
    return std::ranges::all_of(series, [](const CurveSeries &one) { return one.points.empty(); });
}

std::optional<double> valueAt(const std::vector<CurvePoint> &points, uint32_t step)
{
    const auto behind = std::ranges::upper_bound(points, step, {}, &CurvePoint::step);
    if (behind == points.begin())
        return std::nullopt;
    return std::prev(behind)->value;
}

QString valuesWords(const Curve &curve, uint32_t step)
{
    QStringList words;
    const auto add = [&](const QString &name, const QString &value) {
        words << (name.isEmpty() ? value : name + u' ' + value);
    };
    for (const CurveSeries &series : curve.series)
        if (const auto value = valueAt(series.points, step))
            add(series.name, curve.format(*value));
    if (curve.band) {
        const auto low = valueAt(curve.band->low, step), high = valueAt(curve.band->high, step);
        if (low && high)
            add(curve.band->name, curve.format(*low) + QStringLiteral(" … ") + curve.format(*high));
    }
    if (curve.level)
        add(curve.level->name, curve.format(curve.level->value));
    return words.join(QStringLiteral(", "));
}

} // namespace deepscope
