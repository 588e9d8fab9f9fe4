// A heat map in device pixels that grows: cells are set one after the other, and the stronger one wins where cells
// are smaller than a pixel.
#pragma once

#include "color_scale.h"

#include <QImage>
#include <QRectF>

#include <vector>

namespace deepscope {

class HeatmapImage {
public:
    // All cells are zero, which is at `zero` of the scale: 0.5 of a diverging one. `size` is in logical pixels.
    void reset(QSize size, double devicePixelRatio, const ColorScale &scale, QRgb notComputed, double zero = 0);

    // `cell` in logical pixels, at least one device pixel is set. `fraction` 0 ... 1 of the scale.
    void set(const QRectF &cell, double fraction);
    void setNotComputed(const QRectF &area); // hatched, so that it is not taken for zero

    const QImage &image() const { return m_image; }

private:
    QRect pixels(const QRectF &area) const;

    QImage m_image;
    ColorScale m_scale;
    QRgb m_notComputed = 0;
    int m_zero = 0;
    std::vector<uint8_t> m_strengths; // of each pixel: how far its level is from zero
    double m_ratio = 1;
};

} // namespace deepscope
