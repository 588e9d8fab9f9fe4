#include "curve_plot.h"

#include "curve_legend.h"
#include "paint/type_scale.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>

namespace deepscope {

namespace {

constexpr int LabelWidth = 12 * Step; // of the scale, the same in all curves, so that their axes stand in line
constexpr int RightMargin = 3 * Step;
constexpr int PlotHeight = 22 * Step;
constexpr double LineWidth = 1.6;

} // namespace

CurvePlot::CurvePlot(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
}

void CurvePlot::setCurve(Curve curve)
{
    m_curve = std::move(curve);
    setObjectName(m_curve.key);
    setAccessibleName(m_curve.title);
    measure();
    describe();
    update();
}

void CurvePlot::setView(const CurveView &view)
{
    if (view == m_view)
        return;
    m_view = view;
    describe();
    update();
}

void CurvePlot::setLegendLines(int lines)
{
    if (lines == m_legendLines)
        return;
    m_legendLines = lines;
    update();
}

void CurvePlot::describe()
{
    const QString told =
        m_curve.isEmpty() ? tr("Nothing was measured so far.") : tr("Step %1: %2.").arg(m_view.read).arg(values());
    setAccessibleDescription(told + u' ' + m_curve.sentence);
}

// The scale, from all that is drawn.
void CurvePlot::measure()
{
    double least = 0, most = m_curve.level ? m_curve.level->value : 0;
    const auto look = [&](const std::vector<CurvePoint> &points) {
        for (const CurvePoint &point : points) {
            most = std::max(most, point.value);
            if (point.value > 0 && (least == 0 || point.value < least))
                least = point.value;
        }
    };
    for (const CurveSeries &series : m_curve.series)
        look(series.points);
    if (m_curve.band)
        look(m_curve.band->high);
    m_scale = {0, m_curve.top > 0 ? m_curve.top : roundUp(most)};
    if (m_curve.logarithmic) {
        m_scale.high = most > 0 ? std::ceil(std::log10(most)) : 0;
        m_scale.low = std::min(m_scale.high - 1, least > 0 ? std::floor(std::log10(least)) : m_scale.high - 1);
    }
}

int CurvePlot::lineHeight() const { return QFontMetrics(smallFont(font())).height(); }

int CurvePlot::heightFor(int width) const
{
    const QRect text = QFontMetrics(smallFont(font()))
                           .boundingRect(QRect(0, 0, std::max(1, width - LabelWidth - RightMargin), 1000),
                                         Qt::TextWordWrap, m_curve.sentence);
    return (2 + m_legendLines) * lineHeight() + PlotHeight + text.height() + 4 * Step;
}

QRectF CurvePlot::plotArea() const
{
    const double top = (1 + m_legendLines) * lineHeight() + 2 * Step;
    return {double(LabelWidth), top, std::max(1.0, double(width() - LabelWidth - RightMargin)), double(PlotHeight)};
}

double CurvePlot::yOf(double value) const
{
    const QRectF area = plotArea();
    const double on = m_curve.logarithmic ? (value > 0 ? std::log10(value) : m_scale.low) : value;
    const double fraction = std::clamp((on - m_scale.low) / (m_scale.high - m_scale.low), 0.0, 1.0);
    return area.bottom() - fraction * area.height();
}

double CurvePlot::valueOf(double fraction) const
{
    const double on = m_scale.low + fraction * (m_scale.high - m_scale.low);
    return m_curve.logarithmic ? std::pow(10, on) : on;
}

void CurvePlot::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(font()));
    paintHead(painter, color);
    paintScale(painter, color);
    painter.save();
    painter.setClipRect(plotArea().adjusted(-3, -3, 3, 3));
    paintAreas(painter, color);
    paintBand(painter, color);
    paintLines(painter, color);
    painter.restore();
    paintMarks(painter, color);
    painter.setPen(color(Role::QuietText));
    const QRectF area = plotArea();
    const double top = area.bottom() + lineHeight() + Step;
    painter.drawText(QRectF(area.left(), top, area.width(), height() - top), Qt::TextWordWrap, m_curve.sentence);
}

int CurvePlot::legendLines(int width) const
{
    const QFontMetrics metrics(smallFont(font()));
    // A value at the cursor may be longer.
    const auto entries = curveLegend(m_curve, m_view.read, Palette(false), metrics, width - LabelWidth - RightMargin,
                                     QStringLiteral("00"));
    return entries.empty() ? 1 : 1 + int(std::lround(entries.back().at.y() / lineHeight()));
}

// The title, and under it what the lines mean, with their values.
void CurvePlot::paintHead(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    QFont strong = smallFont(font());
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(color(Role::Text));
    painter.drawText(QRectF(area.left(), 0, area.width(), lineHeight()), Qt::AlignVCenter,
                     QFontMetrics(strong).elidedText(m_curve.title, Qt::ElideRight, int(area.width())));
    painter.setFont(smallFont(font()));
    for (const LegendEntry &entry : curveLegend(m_curve, m_view.read, color, painter.fontMetrics(), area.width()))
        paintLegendEntry(painter, color, entry, {area.left(), lineHeight() + Step / 2.0});
}

void CurvePlot::paintScale(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    const int high = lineHeight();
    std::vector<double> fractions = {0, 1};
    if (!m_curve.logarithmic)
        fractions.push_back(0.5);
    for (const double fraction : fractions) {
        const double y = std::round(area.bottom() - fraction * area.height()) + 0.5;
        painter.setPen(QPen(color(fraction == 0 ? Role::Axis : Role::Line), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(color(Role::QuietText));
        painter.drawText(QRectF(0, y - high / 2.0, area.left() - 2 * Step, high), Qt::AlignRight | Qt::AlignVCenter,
                         m_curve.format(valueOf(fraction)));
    }
    const QRectF below(area.left(), area.bottom() + Step / 2.0, area.width(), high);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, endWords());
}

QString CurvePlot::endWords() const { return tr("step %1").arg(m_view.end); }

// Each stands on those before it.
void CurvePlot::paintAreas(QPainter &painter, const Palette &color) const
{
    const StepAxis steps = axis();
    std::map<uint32_t, double> floor;
    for (const CurveSeries &series : m_curve.series) {
        if (series.style != CurveSeries::Style::Area || series.points.empty())
            continue;
        QPolygonF top, bottom;
        for (const CurvePoint &point : series.points) {
            double &below = floor[point.step];
            bottom << QPointF(steps.xOf(point.step), yOf(below));
            below += point.value;
            top << QPointF(steps.xOf(point.step), yOf(below));
        }
        if (top.size() == 1) { // one step is as wide as a line
            bottom << bottom.back() + QPointF(Step, 0);
            top << top.back() + QPointF(Step, 0);
        }
        std::reverse(bottom.begin(), bottom.end());
        painter.setPen(QPen(color(Role::Panel), 0.5));
        painter.setBrush(series.color(color));
        painter.drawPolygon(top + bottom);
    }
    painter.setBrush(Qt::NoBrush);
}

void CurvePlot::paintBand(QPainter &painter, const Palette &color) const
{
    if (!m_curve.band || m_curve.band->low.size() < 2)
        return;
    const StepAxis steps = axis();
    QPolygonF outline;
    for (const CurvePoint &point : m_curve.band->high)
        outline << QPointF(steps.xOf(point.step), yOf(point.value));
    for (auto point = m_curve.band->low.rbegin(); point != m_curve.band->low.rend(); ++point)
        outline << QPointF(steps.xOf(point->step), yOf(point->value));
    painter.setPen(Qt::NoPen);
    painter.setBrush(bandColor(*m_curve.band, color));
    painter.drawPolygon(outline);
    painter.setBrush(Qt::NoBrush);
}

void CurvePlot::paintLines(QPainter &painter, const Palette &color) const
{
    const StepAxis steps = axis();
    if (m_curve.level) {
        const double y = yOf(m_curve.level->value);
        painter.setPen(QPen(color(Role::QuietText), 1, Qt::DashLine));
        painter.drawLine(QPointF(plotArea().left(), y), QPointF(plotArea().right(), y));
    }
    for (const CurveSeries &series : m_curve.series) {
        if (series.style == CurveSeries::Style::Area || series.points.empty())
            continue;
        QPolygonF line;
        for (const CurvePoint &point : series.points)
            line << QPointF(steps.xOf(point.step), yOf(point.value));
        painter.setPen(QPen(series.color(color), LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(series.color(color));
        if (series.style == CurveSeries::Style::Points)
            for (const QPointF &point : line)
                painter.drawEllipse(point, 2.5, 2.5);
        else if (line.size() == 1)
            painter.drawEllipse(line.front(), LineWidth, LineWidth);
        painter.setBrush(Qt::NoBrush);
    }
}

// Between the ends of the axis, as long as there is room.
void CurvePlot::nameTurn(QPainter &painter, const Palette &color, double x) const
{
    const QRectF area = plotArea();
    const QFontMetricsF metrics(painter.font());
    const double from = area.left() + metrics.horizontalAdvance(QStringLiteral("00")),
                 to = area.right() - metrics.horizontalAdvance(endWords()) - 2 * Step;
    for (const QString &name : {tr("the turn, step %1").arg(*m_view.turn), tr("turn %1").arg(*m_view.turn)}) {
        const double wide = metrics.horizontalAdvance(name);
        if (wide > to - from)
            continue;
        painter.setPen(color(Role::Text));
        return painter.drawText(
            QRectF(std::clamp(x - wide / 2, from, to - wide), area.bottom() + Step / 2.0, wide + 1, lineHeight()),
            Qt::AlignVCenter, name);
    }
}

// The turn, the chosen step, and the cursor that all curves share.
void CurvePlot::paintMarks(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    const auto line = [&](uint32_t step, const QPen &pen) {
        const double x = std::round(axis().xOf(step)) + 0.5;
        painter.setPen(pen);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        return x;
    };
    if (m_view.turn && *m_view.turn <= m_view.end) {
        const double x = line(*m_view.turn, QPen(color(Role::Text), 1, Qt::DotLine));
        if (m_view.namesTurn)
            nameTurn(painter, color, x);
    }
    if (m_view.chosen && *m_view.chosen <= m_view.end) {
        const double x = line(*m_view.chosen, QPen(color(Role::Focus), 2));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Role::Focus));
        painter.drawPolygon(
            QPolygonF({{x, area.bottom()}, {x - Step, area.bottom() + Step}, {x + Step, area.bottom() + Step}}));
        painter.setBrush(Qt::NoBrush);
    }
    if (!m_view.cursor || *m_view.cursor > m_view.end)
        return;
    const double x = line(*m_view.cursor, QPen(color(Role::Hover), 1));
    for (const CurveSeries &series : m_curve.series) {
        const std::optional<double> value = valueAt(series.points, *m_view.cursor);
        if (!value || series.style == CurveSeries::Style::Area)
            continue;
        painter.setPen(QPen(color(Role::Panel), 1));
        painter.setBrush(series.color(color));
        painter.drawEllipse(QPointF(x, yOf(*value)), 3.5, 3.5);
    }
    painter.setBrush(Qt::NoBrush);
}

void CurvePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
}

} // namespace deepscope
