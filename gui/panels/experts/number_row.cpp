#include "number_row.h"

#include <QPainter>

#include <algorithm>

namespace deepscope {

void NumberRow::put(const QRectF &place, Qt::Alignment alignment, const QString &number, bool pointed)
{
    const int flags = int(alignment | Qt::AlignVCenter);
    const QRectF ground = m_painter.boundingRect(place, flags, number).adjusted(-1, 1, 1, -1);
    if (std::any_of(m_taken.begin(), m_taken.end(), [&](const QRectF &other) { return other.intersects(ground); }))
        return;
    m_taken.push_back(ground);
    m_painter.setPen(m_color(pointed ? Role::Text : Role::QuietText));
    m_painter.drawText(place, flags, number);
}

} // namespace deepscope
