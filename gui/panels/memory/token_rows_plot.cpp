#include "token_rows_plot.h"

#include "paint/color_scale.h"
#include "paint/type_scale.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double MostRowHeight = 4 * Step, LeastRowHeight = 3;

} // namespace

TokenRowsPlot::TokenRowsPlot(const RunStore &store, Selection &selection, QWidget *parent)
    : TokenPlot(store, selection, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    measureNames();
}

void TokenRowsPlot::measureNames()
{
    m_namesWidth = QFontMetrics(smallFont(font())).horizontalAdvance(tr("layer %1").arg(888)) + 3 * Step;
}

void TokenRowsPlot::changeEvent(QEvent *event)
{
    TokenPlot::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measureNames();
}

QSize TokenRowsPlot::sizeHint() const
{
    const double rows = std::max(4, rowCount());
    const double row = std::clamp(50.0 * Step / rows, LeastRowHeight, MostRowHeight);
    return {100 * Step, int(std::ceil(rows * row + 2 * Step + AxisBandHeight))};
}

QSize TokenRowsPlot::minimumSizeHint() const { return {50 * Step, sizeHint().height()}; }

void TokenRowsPlot::setRows(std::vector<Row> rows, double scaleEnd, int framed)
{
    m_rows = std::move(rows);
    m_scaleEnd = scaleEnd;
    m_framed = framed < rowCount() ? framed : -1;
    updateGeometry();
    update();
}

QRectF TokenRowsPlot::plotArea() const
{
    return QRectF(m_namesWidth, 2 * Step, std::max(1, width() - m_namesWidth - 2 * Step),
                  std::max(1.0, height() - 2.0 * Step - AxisBandHeight));
}

double TokenRowsPlot::rowTop(const QRectF &area, int row) const
{
    return area.top() + area.height() * row / std::max(1, rowCount());
}

int TokenRowsPlot::rowAt(double y) const
{
    const QRectF area = plotArea();
    const int row = int(std::floor((y - area.top()) / area.height() * rowCount()));
    return row >= 0 && row < rowCount() ? row : -1;
}

QRectF TokenRowsPlot::cellRect(int row, int position) const
{
    const QRectF area = plotArea();
    return axis().rect({position, position + 1}, rowTop(area, row), rowTop(area, row + 1) - rowTop(area, row));
}

// A layer is a thing of all panels; a head is not.
Focus TokenRowsPlot::thingAt(QPointF point) const
{
    Focus focus = TokenPlot::thingAt(point);
    if (const int row = rowAt(point.y()); row >= 0 && focus.token >= 0)
        focus.layer = m_rows[size_t(row)].layer;
    return focus;
}

QString TokenRowsPlot::wordsAt(QPointF point) const
{
    const int row = rowAt(point.y()), position = thingAt(point).token;
    const bool there = row >= 0 && position >= 0 && run() && position < m_rows[size_t(row)].end();
    return there ? wordsFor(row, position) : QString();
}

bool TokenRowsPlot::hasValue(int row, int position) const
{
    const Row &all = m_rows[size_t(row)];
    return position >= all.first && position < all.end();
}

double TokenRowsPlot::valueAt(int row, int position) const
{
    const Row &all = m_rows[size_t(row)];
    return all.values[size_t(position - all.first)];
}

void TokenRowsPlot::mouseMoveEvent(QMouseEvent *event)
{
    TokenPlot::mouseMoveEvent(event);
    emit pointedAt(wordsAt(event->position()));
}

void TokenRowsPlot::leaveEvent(QEvent *event)
{
    TokenPlot::leaveEvent(event);
    emit pointedAt({});
}

void TokenRowsPlot::paintNames(QPainter &painter, const Palette &color) const
{
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    const QRectF area = plotArea();
    const double height = painter.fontMetrics().height(), right = area.left() - Step;
    double free = 0; // names that would lie upon each other are left out
    for (int row = 0; row < rowCount(); ++row) {
        const double middle = (rowTop(area, row) + rowTop(area, row + 1)) / 2, top = middle - height / 2;
        if (top < free)
            continue;
        painter.drawText(QRectF(0, top, right, height), Qt::AlignRight | Qt::AlignVCenter, rowName(row));
        free = top + height;
    }
}

// A thin line where there is nothing, since nothing of much has the colour of the ground. Where tokens share a pixel it
// shows the greatest value among them.
void TokenRowsPlot::paintRow(QPainter &painter, const Palette &color, int row) const
{
    const TokenAxis tokens = axis();
    const QRectF area = plotArea();
    const double top = rowTop(area, row), line = rowCount() > 24 ? 0 : 1, height = rowTop(area, row + 1) - top - line;
    const TokenRange visible = tokens.shown(m_rows[size_t(row)].end());
    const ColorScale scale = ColorScale::sequential(color);
    const double gap = tokens.tokenWidth() >= 6 ? 1 : 0;
    painter.fillRect(tokens.rect({0, m_rows[size_t(row)].first}, top + std::floor(height / 2), 1), color(Role::Line));
    for (int token = std::max(visible.begin, m_rows[size_t(row)].first); token < visible.end;) {
        const int first = token;
        double greatest = valueAt(row, token);
        const double end = tokens.xOf(first) + 1; // of the pixel
        for (++token; token < visible.end && tokens.xOf(token) < end; ++token)
            greatest = std::max(greatest, valueAt(row, token));
        painter.fillRect(tokens.rect({first, token}, top, height).adjusted(0, 0, -gap, 0),
                         QColor(scale.at(greatest / m_scaleEnd)));
    }
}

void TokenRowsPlot::paintPlot(QPainter &painter, const Palette &color)
{
    const QRectF area = plotArea();
    paintNames(painter, color);
    painter.save();
    painter.setClipRect(area);
    for (int row = 0; row < rowCount(); ++row)
        paintRow(painter, color, row);
    if (m_framed >= 0) {
        const double top = rowTop(area, m_framed), bottom = rowTop(area, m_framed + 1);
        painter.setPen(QPen(color(Role::Focus), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(area.left() + 0.5, top + 0.5, area.width() - 1, bottom - top - 1));
    }
    paintRange(painter, color, area);
    paintSectionEdges(painter, color, area);
    paintPointers(painter, color, area);
    painter.restore();
    painter.setPen(color(Role::Axis));
    painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5));
    paintAxis(painter, color);
}

} // namespace deepscope
