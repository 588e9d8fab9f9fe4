#include "run_overview.h"

#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double SmallestFrame = 6; // pixels

double length(const Run *run, const Selection &selection)
{
    return std::max(selection.visible().end, run ? double(run->size()) : 0);
}

} // namespace

RunOverview::RunOverview(const Run *run, const Selection &selection, const QRectF &area)
    : m_run(run), m_selection(selection), m_area(area), m_axis(area.left(), area.width(), {0, length(run, selection)})
{
}

QRectF RunOverview::frame() const
{
    const VisibleRange &visible = m_selection.visible();
    if (!m_run || visible.size() >= length(m_run, m_selection))
        return {};
    const double width = std::max(SmallestFrame, visible.size() * m_axis.tokenWidth());
    const double middle = m_axis.xOf((visible.begin + visible.end) / 2);
    const double left = std::clamp(middle - width / 2, m_area.left(), std::max(m_area.left(), m_area.right() - width));
    return QRectF(left, m_area.top(), width, m_area.height());
}

VisibleRange RunOverview::visibleAround(double x) const
{
    const double middle = m_axis.tokenAt(x), half = m_selection.visible().size() / 2;
    return {middle - half, middle + half};
}

void RunOverview::paint(QPainter &painter, const Palette &color) const
{
    painter.fillRect(m_area, color(Role::Raised));
    if (!m_run)
        return;
    for (const Run::Section &section : m_run->sections())
        painter.fillRect(m_axis.shownRect(section.tokens, m_area.top(), m_area.height(), 2),
                         color.phaseFill(section.phase));
    if (!m_selection.range().empty())
        painter.fillRect(m_axis.shownRect(m_selection.range(), m_area.top(), m_area.height(), 2), color(Role::Range));
    if (m_selection.focus().token >= 0)
        painter.fillRect(QRectF(m_axis.xOf(m_selection.focus().token), m_area.top(), 2, m_area.height()),
                         color(Role::Focus));
    const QRectF around = frame();
    if (around.isEmpty())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Role::Axis), 1));
    painter.drawRect(around.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace deepscope
