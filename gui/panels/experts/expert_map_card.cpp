// What the map says of a second reading, the card beside the cell under the pointer, and what the pointer does with it.
#include "expert_map.h"

#include "hover_card.h"
#include "models/map_cell.h"
#include "models/second_reading.h"

#include <QMouseEvent>
#include <QPainter>

namespace deepscope {

namespace {

constexpr double NarrowestMarked = 4; // pixels of a token in which a mark can be told

QString expertList(const std::vector<int> &experts)
{
    QStringList names;
    for (const int expert : experts)
        names += QString::number(expert);
    return names.isEmpty() ? ExpertMap::tr("none") : names.join(QStringLiteral(", "));
}

} // namespace

void ExpertMap::setReading(const SecondReading &reading)
{
    m_reading = &reading;
    connect(&reading, &SecondReading::changed, this, qOverload<>(&QWidget::update));
}

// An expert that a token lost is struck out, one that it has instead has a frame.
void ExpertMap::paintMoves(QPainter &painter, const Palette &color) const
{
    if (!m_reading || m_reading->state() != SecondReading::State::There || axis().tokenWidth() < NarrowestMarked)
        return;
    const GridGeometry grid = geometry();
    const QRectF area = plotArea();
    const TokenRange shown = axis().shown(tokenCount());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Role::Warning), 1));
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer) {
        if (!grid.layerRect(layer).intersects(area))
            continue;
        for (int token = shown.begin; token < shown.end; ++token) {
            const SecondReading::Moves moves = m_reading->moves(token, layer);
            for (const int expert : moves.gained)
                painter.drawRect(grid.cell({token, layer, expert}).adjusted(0.5, 0.5, -0.5, -0.5));
            for (const int expert : moves.lost) {
                const QRectF cell = grid.cell({token, layer, expert});
                painter.drawLine(cell.bottomLeft(), cell.topRight());
            }
        }
    }
}

QStringList ExpertMap::cardLines(const Focus &cell) const
{
    const TokenRange tokens = CoarseAxis(axis(), devicePixelRatioF()).tokensBeside(cell.token, tokenCount());
    QStringList lines = cellLines(*run(), cell, tokens, m_routing.statistics());
    if (m_reading && m_reading->moved(cell.token, cell.layer)) {
        const SecondReading::Moves moves = m_reading->moves(cell.token, cell.layer);
        lines += tr("read again: %1 instead of %2").arg(expertList(moves.gained), expertList(moves.lost));
    }
    return lines;
}

void ExpertMap::pointCard()
{
    const Focus &cell = m_selection.hover();
    const QRectF place = cellRect({cell.token, cell.layer, cell.expert});
    if (run() && run()->hasExperts() && cell.token >= 0 && cell.hasExpert() && place.height() > 0)
        m_card->point(cardLines(cell), place);
    else
        m_card->leave();
}

void ExpertMap::refreshCard()
{
    if (m_card->isVisible())
        pointCard();
}

void ExpertMap::mousePressEvent(QMouseEvent *event)
{
    m_card->close();
    TokenPlot::mousePressEvent(event);
}

void ExpertMap::mouseMoveEvent(QMouseEvent *event)
{
    TokenPlot::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        pointCard();
}

void ExpertMap::wheelEvent(QWheelEvent *event)
{
    m_card->close(); // what was under the pointer moves away
    TokenPlot::wheelEvent(event);
}

void ExpertMap::leaveEvent(QEvent *event)
{
    TokenPlot::leaveEvent(event);
    m_card->close();
}

} // namespace deepscope
