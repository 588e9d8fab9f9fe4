// The card beside the cell under the pointer, and what the pointer does with it.
#include "expert_map.h"

#include "hover_card.h"
#include "models/map_cell.h"

#include <QMouseEvent>

namespace deepscope {

QStringList ExpertMap::cardLines(const Focus &cell) const
{
    const TokenRange tokens = CoarseAxis(axis(), devicePixelRatioF()).tokensBeside(cell.token, tokenCount());
    return cellLines(*run(), cell, tokens, m_routing.statistics());
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
