#include "attention_plot.h"

#include "models/selection_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double MostRowHeight = 4 * Step, LeastRowHeight = 3;

} // namespace

AttentionPlot::AttentionPlot(const RunStore &store, Selection &selection, const AttentionReading &reading,
                             QWidget *parent)
    : TokenPlot(store, selection, parent), m_reading(reading)
{
    setAccessibleName(tr("Attention to each token"));
    setAccessibleDescription(tr("A row for each layer, or for each head of the focused layer; the stronger the colour, "
                                "the more of its attention a token has. Arrow keys move the focus."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    measureNames();
    refresh();
}

void AttentionPlot::measureNames()
{
    m_namesWidth = QFontMetrics(smallFont(font())).horizontalAdvance(tr("layer %1").arg(888)) + 3 * Step;
}

void AttentionPlot::changeEvent(QEvent *event)
{
    TokenPlot::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measureNames();
}

QSize AttentionPlot::sizeHint() const
{
    const double rows = std::max(4, rowCount());
    const double row = std::clamp(50.0 * Step / rows, LeastRowHeight, MostRowHeight);
    return {100 * Step, int(std::ceil(rows * row + 2 * Step + AxisBandHeight))};
}

QSize AttentionPlot::minimumSizeHint() const { return {50 * Step, sizeHint().height()}; }

void AttentionPlot::refresh()
{
    const int layer = m_reading.shownLayer();
    m_rows.clear();
    for (const AttendedLayer &each : m_reading.layers())
        if (layer < 0)
            m_rows.push_back({int(each.layer), -1, m_reading.mass(int(each.layer), -1)});
    if (const AttendedLayer *shown = m_reading.layer(layer))
        for (int head = 0; head < int(shown->heads); ++head)
            m_rows.push_back({layer, head, m_reading.mass(layer, head)});
    // The first token often has most of it; then the scale would tell nothing of the others.
    double greatest = 0;
    for (const Row &row : m_rows)
        for (size_t position = 1; position < row.shares.size(); ++position)
            greatest = std::max(greatest, row.shares[position]);
    m_scaleEnd = greatest > 0 ? std::min(1.0, roundScaleEnd(greatest)) : 1;
    updateGeometry();
    update();
}

QString AttentionPlot::rowName(int row) const
{
    const Row &of = m_rows[size_t(row)];
    return of.head < 0 ? tr("layer %1").arg(of.layer) : tr("head %1").arg(of.head);
}

double AttentionPlot::shareOf(int row, int position) const { return m_rows[size_t(row)].shares[size_t(position)]; }

QRectF AttentionPlot::plotArea() const
{
    return QRectF(m_namesWidth, 2 * Step, std::max(1, width() - m_namesWidth - 2 * Step),
                  std::max(1.0, height() - 2.0 * Step - AxisBandHeight));
}

double AttentionPlot::rowTop(const QRectF &area, int row) const
{
    return area.top() + area.height() * row / std::max(1, rowCount());
}

int AttentionPlot::rowAt(double y) const
{
    const QRectF area = plotArea();
    const int row = int(std::floor((y - area.top()) / area.height() * rowCount()));
    return row >= 0 && row < rowCount() ? row : -1;
}

QRectF AttentionPlot::cellRect(int row, int position) const
{
    const QRectF area = plotArea();
    return axis().rect({position, position + 1}, rowTop(area, row), rowTop(area, row + 1) - rowTop(area, row));
}

// A row of layers is a thing of all panels; a head is not.
Focus AttentionPlot::thingAt(QPointF point) const
{
    Focus focus = TokenPlot::thingAt(point);
    if (const int row = rowAt(point.y()); row >= 0 && focus.token >= 0)
        focus.layer = m_rows[size_t(row)].layer;
    return focus;
}

QString AttentionPlot::wordsAt(QPointF point) const
{
    const int row = rowAt(point.y()), position = thingAt(point).token;
    if (row < 0 || position < 0 || !run() || size_t(position) >= m_rows[size_t(row)].shares.size())
        return {};
    return tr("%1: %2 gives %3 of its attention to %4")
        .arg(rowName(row), tokenWords(*run(), m_reading.token()), formatShare(shareOf(row, position)),
             tokenWords(*run(), position));
}

void AttentionPlot::mouseMoveEvent(QMouseEvent *event)
{
    TokenPlot::mouseMoveEvent(event);
    emit pointedAt(wordsAt(event->position()));
}

void AttentionPlot::leaveEvent(QEvent *event)
{
    TokenPlot::leaveEvent(event);
    emit pointedAt({});
}

void AttentionPlot::paintNames(QPainter &painter, const Palette &color) const
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

// Where tokens share a pixel it shows the greatest share among them.
void AttentionPlot::paintRow(QPainter &painter, const Palette &color, int row) const
{
    const TokenAxis tokens = axis();
    const QRectF area = plotArea();
    const double top = rowTop(area, row), line = rowCount() > 24 ? 0 : 1, height = rowTop(area, row + 1) - top - line;
    const std::vector<double> &shares = m_rows[size_t(row)].shares;
    const TokenRange visible = tokens.shown(int(shares.size()));
    const ColorScale scale = ColorScale::sequential(color);
    const double gap = tokens.tokenWidth() >= 6 ? 1 : 0;
    for (int token = visible.begin; token < visible.end;) {
        const int first = token;
        double greatest = shares[size_t(token)];
        const double end = tokens.xOf(first) + 1; // of the pixel
        for (++token; token < visible.end && tokens.xOf(token) < end; ++token)
            greatest = std::max(greatest, shares[size_t(token)]);
        painter.fillRect(tokens.rect({first, token}, top, height).adjusted(0, 0, -gap, 0),
                         QColor(scale.at(greatest / m_scaleEnd)));
    }
}

void AttentionPlot::paintPlot(QPainter &painter, const Palette &color)
{
    const QRectF area = plotArea();
    paintNames(painter, color);
    painter.save();
    painter.setClipRect(area);
    for (int row = 0; row < rowCount(); ++row)
        paintRow(painter, color, row);
    if (m_reading.shownLayer() >= 0 && m_reading.shownHead() >= 0 && m_reading.shownHead() < rowCount()) {
        const double top = rowTop(area, m_reading.shownHead()), bottom = rowTop(area, m_reading.shownHead() + 1);
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
