#include "kept_plot.h"

#include "paint/type_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double MostRowHeight = 4 * Step, LeastRowHeight = 3;

} // namespace

KeptPlot::KeptPlot(const RunStore &store, Selection &selection, QWidget *parent) : TokenPlot(store, selection, parent)
{
    setAccessibleName(tr("Rows that are kept"));
    setAccessibleDescription(tr("A row for each layer; filled is what the shown token still sees of the tokens before "
                                "it. Arrow keys move the focus."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize KeptPlot::sizeHint() const
{
    const double rows = std::max(4, rowCount());
    const double row = std::clamp(40.0 * Step / rows, LeastRowHeight, MostRowHeight);
    return {100 * Step, int(std::ceil(rows * row + 2 * Step + AxisBandHeight))};
}

QSize KeptPlot::minimumSizeHint() const { return {50 * Step, sizeHint().height()}; }

void KeptPlot::setSeen(const SeenUntil &seen, int query, std::vector<uint32_t> windows)
{
    m_seen = seen;
    m_windows = std::move(windows);
    m_query = query;
    updateGeometry();
    update();
}

bool KeptPlot::isSeen(int layer, int position) const
{
    const std::vector<uint32_t> &until = m_seen[size_t(layer)];
    return position <= m_query && size_t(position) < until.size() && uint32_t(m_query) < until[size_t(position)];
}

int KeptPlot::firstKept(int layer) const
{
    const uint32_t window = size_t(layer) < m_windows.size() ? m_windows[size_t(layer)] : 0;
    return window > 0 ? std::max(0, m_query + 1 - int(window)) : 0;
}

QRectF KeptPlot::plotArea() const
{
    return QRectF(2 * Step, 2 * Step, std::max(1, width() - 4 * Step),
                  std::max(1.0, height() - 2.0 * Step - AxisBandHeight));
}

double KeptPlot::rowTop(int row) const
{
    const QRectF area = plotArea();
    return area.top() + area.height() * row / std::max(1, rowCount());
}

QRectF KeptPlot::cellRect(int layer, int position) const
{
    return axis().rect({position, position + 1}, rowTop(layer), rowTop(layer + 1) - rowTop(layer));
}

Focus KeptPlot::thingAt(QPointF point) const
{
    Focus focus = TokenPlot::thingAt(point);
    const QRectF area = plotArea();
    const int row = int(std::floor((point.y() - area.top()) / area.height() * rowCount()));
    if (focus.token >= 0 && row >= 0 && row < rowCount())
        focus.layer = row;
    return focus;
}

// Where tokens share a pixel it is as full as many of them are kept.
void KeptPlot::paintRow(QPainter &painter, const Palette &color, int row) const
{
    const TokenAxis tokens = axis();
    const double line = rowCount() > 24 ? 0 : 1, top = rowTop(row), height = rowTop(row + 1) - top - line;
    const TokenRange visible = tokens.shown(std::min(tokenCount(), m_query + 1));
    const double gap = tokens.tokenWidth() >= 6 ? 1 : 0;
    for (int token = std::max(visible.begin, firstKept(row)); token < visible.end;) {
        const int first = token;
        int kept = 0;
        const double end = tokens.xOf(first) + 1; // of the pixel
        do
            kept += isSeen(row, token++);
        while (token < visible.end && tokens.xOf(token) < end);
        QColor fill = color(Role::Cache);
        fill.setAlphaF(kept == 0 ? 0.12F : 0.35F + 0.65F * float(kept) / float(token - first));
        painter.fillRect(tokens.rect({first, token}, top, height).adjusted(0, 0, -gap, 0), fill);
    }
}

void KeptPlot::paintPlot(QPainter &painter, const Palette &color)
{
    const QRectF area = plotArea();
    painter.save();
    painter.setClipRect(area);
    for (int row = 0; row < rowCount(); ++row)
        paintRow(painter, color, row);
    paintRange(painter, color, area);
    paintSectionEdges(painter, color, area);
    paintPointers(painter, color, area);
    painter.restore();
    painter.setPen(color(Role::Axis));
    painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5));
    paintAxis(painter, color);
}

} // namespace deepscope
