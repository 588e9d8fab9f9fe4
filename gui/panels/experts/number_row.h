// Numbers along an axis, none over another: what is pointed at is put first and keeps its place.
#pragma once

#include "paint/palette.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace deepscope {

class NumberRow {
public:
    NumberRow(QPainter &painter, const Palette &color) : m_painter(painter), m_color(color) {}

    // In the painter's font, in the middle of the place's height; nothing where a number stands already.
    void put(const QRectF &place, Qt::Alignment alignment, const QString &number, bool pointed);

private:
    QPainter &m_painter;
    const Palette &m_color;
    std::vector<QRectF> m_taken;
};

} // namespace deepscope
