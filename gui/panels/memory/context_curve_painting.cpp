// ContextCurve: how it is painted.
#include "context_curve.h"

#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <cmath>

namespace deepscope {

namespace {

constexpr Qt::PenStyle OtherLines[] = {Qt::DashLine, Qt::DotLine}; // of types of cache that are not chosen

} // namespace

void ContextCurve::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(font()));
    if (m_lines.empty())
        return;
    paintLegend(painter, color);
    painter.save();
    painter.setClipRect(plotArea());
    paintParts(painter, color);
    paintLines(painter, color);
    painter.restore();
    paintScale(painter, color);
    paintBudgets(painter, color);
    paintMarks(painter, color);
    if (hasFocus()) {
        painter.setPen(color(Role::Focus));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void ContextCurve::paintLegend(QPainter &painter, const Palette &color) const
{
    const int high = lineHeight();
    double x = 2 * Step, top = Step;
    const auto name = [&](const QString &words) {
        painter.setPen(color(Role::QuietText));
        const double wide = painter.fontMetrics().horizontalAdvance(words) + 1;
        painter.drawText(QRectF(x, top, wide, high), Qt::AlignVCenter, words);
        x += wide + 3 * Step;
    };
    const QString type = cacheTypeTitle(m_lines.front().type);
    for (const auto &[role, words] : {std::pair(Role::Weights, tr("Weights")), std::pair(Role::Scratch, tr("Scratch")),
                                      std::pair(Role::Cache, tr("Cache of %1").arg(type))}) {
        painter.fillRect(QRectF(x, top + (high - 2 * Step) / 2.0, 2 * Step, 2 * Step), color(role));
        x += 3 * Step;
        name(words);
    }
    x = 2 * Step;
    top += high;
    for (size_t i = 1; i < m_lines.size(); ++i) {
        painter.setPen(QPen(color(Role::Text), 1.5, OtherLines[(i - 1) % std::size(OtherLines)]));
        painter.drawLine(QPointF(x, top + high / 2.0), QPointF(x + 6 * Step, top + high / 2.0));
        x += 7 * Step;
        name(tr("All with %1").arg(cacheTypeTitle(m_lines[i].type)));
    }
}

void ContextCurve::paintScale(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    const int high = lineHeight();
    for (const double fraction : {0.0, 0.5, 1.0}) {
        const double y = std::round(area.bottom() - fraction * area.height()) + 0.5;
        painter.setPen(QPen(color(fraction == 0 ? Role::Axis : Role::Line), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(color(Role::QuietText));
        painter.drawText(QRectF(0, y - high / 2.0, area.left() - 2 * Step, high), Qt::AlignRight | Qt::AlignVCenter,
                         formatBytes(uint64_t(fraction * m_scaleEnd)));
    }
    const QRectF below(area.left(), area.bottom() + Step, area.width(), high);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, formatPlural(m_picture.end, Noun::Token));
}

// Weights and scratch are the same whatever the context is, so the cache stands on them.
void ContextCurve::paintParts(QPainter &painter, const Palette &color) const
{
    const MemoryPlan &plan = m_picture.plans.front();
    const QRectF area = plotArea();
    const double weights = yOf(double(plan.weightsBytes)), floor = yOf(double(plan.weightsBytes + plan.scratchBytes));
    painter.fillRect(QRectF(area.left(), weights, area.width(), area.bottom() - weights), color(Role::Weights));
    painter.fillRect(QRectF(area.left(), floor, area.width(), weights - floor), color(Role::Scratch));
    QPolygonF cache{QPointF(area.left(), floor)};
    for (const Point &point : m_lines.front().points)
        cache << QPointF(axis().xOf(point.tokens), yOf(double(point.bytes)));
    cache << QPointF(area.right(), floor);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Cache));
    painter.drawPolygon(cache);
    painter.setBrush(Qt::NoBrush);
}

void ContextCurve::paintLines(QPainter &painter, const Palette &color) const
{
    for (size_t i = 1; i < m_lines.size(); ++i) {
        QPolygonF line;
        for (const Point &point : m_lines[i].points)
            line << QPointF(axis().xOf(point.tokens), yOf(double(point.bytes)));
        painter.setPen(QPen(color(Role::Text), 1.5, OtherLines[(i - 1) % std::size(OtherLines)]));
        painter.drawPolyline(line);
    }
}

// Those that are in the picture; the list of devices has all.
void ContextCurve::paintBudgets(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    const int high = lineHeight();
    for (const ContextPicture::Budget &budget : m_picture.budgets) {
        if (budget.bytes == 0 || double(budget.bytes) > m_scaleEnd)
            continue;
        const double y = std::round(yOf(double(budget.bytes))) + 0.5;
        painter.setPen(QPen(color(Role::Error), budget.chosen ? 2 : 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        const QString words = painter.fontMetrics().elidedText(
            tr("%1: %2").arg(budget.device, formatBytes(budget.bytes)), Qt::ElideMiddle, int(area.width()) - 2 * Step);
        const double top = y - high < area.top() ? y + 1 : y - high - 1; // above its line, where there is room
        const QRectF place(area.left() + Step, top, painter.fontMetrics().horizontalAdvance(words) + Step, high);
        painter.fillRect(place, color(Role::Panel)); // words are read on the panel's ground alone
        painter.setPen(color(Role::Text));
        painter.drawText(place, Qt::AlignCenter, words);
    }
}

void ContextCurve::paintMarks(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    if (m_picture.chosen <= m_picture.end) {
        const double x = std::round(axis().xOf(m_picture.chosen)) + 0.5;
        painter.setPen(QPen(color(Role::Focus), 2));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Role::Focus));
        painter.drawPolygon(
            QPolygonF({{x, area.bottom()}, {x - Step, area.bottom() + Step}, {x + Step, area.bottom() + Step}}));
        painter.setBrush(Qt::NoBrush);
    }
    if (m_cursor < 0)
        return;
    const double x = std::round(axis().xOf(double(m_cursor))) + 0.5;
    painter.setPen(QPen(color(Role::Hover), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
}

} // namespace deepscope
