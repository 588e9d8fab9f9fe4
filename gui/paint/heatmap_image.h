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
    // All cells are zero. `size` is in logical pixels.
    void reset(QSize size, double devicePixelRatio, const ColorScale &scale, QRgb notComputed);

    // `cell` in logical pixels, at least one device pixel is set. `fraction` 0 ... 1 of the scale.
    void set(const QRectF &cell, double fraction);
    void setNotComputed(const QRectF &area); // hatched, so that it is not taken for zero

    const QImage &image() const { return m_image; }

private:
    QRect pixels(const QRectF &area) const;

    QImage m_image;
    ColorScale m_scale;
    QRgb m_notComputed = 0;
    std::vector<uint8_t> m_levels; // of each pixel
    double m_ratio = 1;
};

} // namespace deepscope
