#include "context_curve.h"

#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int PlotHeight = 32 * Step;
constexpr int RightMargin = 3 * Step;
constexpr int LegendLines = 2; // parts; other types of cache
constexpr uint32_t MostPoints = 128;
constexpr double ShownBudget = 1.5; // a device that has more than so many times what is drawn would make that flat

double roundUpBytes(double bytes)
{
    double unit = 1;
    while (bytes / unit >= 1024)
        unit *= 1024;
    return roundUp(bytes / unit) * unit;
}

} // namespace

ContextCurve::ContextCurve(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Memory against context"));
}

void ContextCurve::setPicture(ContextPicture picture)
{
    m_picture = std::move(picture);
    m_picture.end = std::max<uint32_t>(1, m_picture.end);
    measure();
    setAccessibleDescription(wordsAt(m_picture.chosen));
    update();
}

MemoryPlan ContextCurve::planAt(const MemoryPlan &plan, uint32_t tokens) const
{
    return planForContext(plan, tokens, m_picture.sequences);
}

void ContextCurve::measure()
{
    m_lines.clear();
    double most = 0;
    const uint32_t end = m_picture.end;
    const uint64_t step = wholePages(std::max(CachePageTokens, end / MostPoints));
    for (const MemoryPlan &plan : m_picture.plans) {
        Line &line = m_lines.emplace_back(Line{plan.cacheType, {}});
        for (uint64_t tokens = 0; tokens < end; tokens += step)
            line.points.push_back({uint32_t(tokens), planAt(plan, uint32_t(tokens)).totalBytes()});
        line.points.push_back({end, planAt(plan, end).totalBytes()});
        most = std::max(most, double(line.points.back().bytes));
    }
    double top = most;
    for (const ContextPicture::Budget &budget : m_picture.budgets)
        if (double(budget.bytes) <= most * ShownBudget)
            top = std::max(top, double(budget.bytes));
    m_scaleEnd = roundUpBytes(top);
}

double ContextCurve::bytesAt(CacheType type, double tokens) const
{
    const auto line = std::ranges::find(m_lines, type, &Line::type);
    if (line == m_lines.end())
        return 0;
    const auto after = std::ranges::find_if(line->points, [&](const Point &point) { return point.tokens >= tokens; });
    if (after == line->points.begin())
        return double(after->bytes);
    if (after == line->points.end())
        return double(line->points.back().bytes);
    const Point &before = *std::prev(after);
    const double part = (tokens - before.tokens) / double(after->tokens - before.tokens);
    return double(before.bytes) + part * (double(after->bytes) - double(before.bytes));
}

QString ContextCurve::wordsAt(uint32_t tokens) const
{
    if (m_picture.plans.empty())
        return {};
    const MemoryPlan plan = planAt(m_picture.plans.front(), tokens);
    QString length = formatPlural(tokens, Noun::Token);
    if (m_picture.sequences > 1)
        length = tr("%1 contexts of %2").arg(formatExactCount(m_picture.sequences), length);
    QStringList words{tr("%1, cache of %2: %3 = weights %4 + cache %5 + scratch %6")
                          .arg(length, cacheTypeTitle(plan.cacheType), formatBytes(plan.totalBytes()),
                               formatBytes(plan.weightsBytes), formatBytes(plan.cacheBytes + plan.stateBytes()),
                               formatBytes(plan.scratchBytes))};
    for (size_t i = 1; i < m_picture.plans.size(); ++i)
        words << tr("with %1 %2")
                     .arg(cacheTypeTitle(m_picture.plans[i].cacheType),
                          formatBytes(planAt(m_picture.plans[i], tokens).totalBytes()));
    for (const ContextPicture::Budget &budget : m_picture.budgets)
        if (budget.chosen && budget.bytes < plan.totalBytes())
            words << tr("more than the %1 of %2").arg(formatBytes(budget.bytes), budget.device);
    return words.join(QStringLiteral("; "));
}

int ContextCurve::lineHeight() const { return QFontMetrics(smallFont(font())).height(); }

QSize ContextCurve::sizeHint() const { return {80 * Step, PlotHeight + (LegendLines + 1) * lineHeight() + 5 * Step}; }
QSize ContextCurve::minimumSizeHint() const { return {40 * Step, sizeHint().height()}; }

QRectF ContextCurve::plotArea() const
{
    const int labels = QFontMetrics(smallFont(font())).horizontalAdvance(formatBytes(uint64_t(999) << 20)) + 3 * Step;
    return {double(labels), LegendLines * lineHeight() + 3.0 * Step,
            std::max(1.0, double(width() - labels - RightMargin)), double(PlotHeight)};
}

double ContextCurve::yOf(double bytes) const
{
    const QRectF area = plotArea();
    return area.bottom() - std::clamp(bytes / m_scaleEnd, 0.0, 1.0) * area.height();
}

// The nearest whole page: a part of one takes as much.
uint32_t ContextCurve::tokensAt(double x) const
{
    const uint32_t pages = (axis().stepAt(x) + CachePageTokens / 2) / CachePageTokens;
    return std::min(m_picture.end, std::max<uint32_t>(1, pages) * CachePageTokens);
}

void ContextCurve::choose(int64_t tokens)
{
    const int64_t chosen = std::clamp<int64_t>(tokens, std::min(CachePageTokens, m_picture.end), m_picture.end);
    if (!m_lines.empty())
        emit contextChosen(uint32_t(chosen));
}

void ContextCurve::mouseMoveEvent(QMouseEvent *event)
{
    const bool inside = !m_lines.empty() && event->position().x() >= plotArea().left();
    m_cursor = inside ? int64_t(tokensAt(event->position().x())) : -1;
    emit pointedAt(inside ? wordsAt(uint32_t(m_cursor)) : QString());
    update();
}

void ContextCurve::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && plotArea().contains(event->position()))
        choose(tokensAt(event->position().x()));
}

void ContextCurve::keyPressEvent(QKeyEvent *event)
{
    constexpr uint32_t Strides = 64; // from end to end
    const auto stride = int64_t(wholePages(std::max(CachePageTokens, m_picture.end / Strides)));
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && event->key() == Qt::Key_Left)
        choose(m_picture.chosen - stride);
    else if (plain && event->key() == Qt::Key_Right)
        choose(m_picture.chosen + stride);
    else if (plain && event->key() == Qt::Key_Home)
        choose(0);
    else if (plain && event->key() == Qt::Key_End)
        choose(m_picture.end);
    else
        QWidget::keyPressEvent(event);
}

void ContextCurve::leaveEvent(QEvent *)
{
    m_cursor = -1;
    emit pointedAt({});
    update();
}

void ContextCurve::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
}

} // namespace deepscope
