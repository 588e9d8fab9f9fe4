// A heat map in device pixels that grows: cells are set one after the other, and the stronger one wins where cells
// are smaller than a pixel.
#pragma once

#include "color_scale.h"

#include <QImage>
#include <QRectF>

#include <cstdlib>
#include <span>
#include <vector>

namespace deepscope {

class HeatmapImage {
public:
    // All cells are zero, which is at `zero` of the scale: 0.5 of a diverging one. `size` is in logical pixels.
    void reset(QSize size, double devicePixelRatio, const ColorScale &scale, QRgb notComputed, double zero = 0);

    // `cell` in logical pixels, at least one device pixel is set. `fraction` 0 ... 1 of the scale.
    void set(const QRectF &cell, double fraction);
    // The same for many cells of one row: cell i begins at device pixel pixels[i] and ends where the next begins, so
    // that there is one pixel more than there are `levels` of the scale.
    void setRow(double top, double height, std::span<const int> pixels, std::span<const uint8_t> levels);
    // These stand under all cells above zero, in whatever order they are set.
    void setNotComputed(const QRectF &area); // hatched, so that it is not taken for zero
    void setGround(const QRectF &area, QRgb color);

    const QImage &image() const { return m_image; }

private:
    QRect pixels(const QRectF &area) const;
    uint8_t strengthOf(uint8_t level) const { return uint8_t(std::abs(level - m_zero)); }
    void setPixels(const QRect &area, uint8_t level);
    void raise(int left, int y, std::span<const uint8_t> wanted);
    template <typename Where>
    void setUnder(const QRectF &area, QRgb color, Where where);

    QImage m_image;
    ColorScale m_scale;
    QRgb m_notComputed = 0;
    int m_zero = 0;
    std::vector<uint8_t> m_strengths; // of each pixel: how far its level is from zero
    std::vector<uint8_t> m_line;      // levels of those that are being set
    double m_ratio = 1;
};

} // namespace deepscope
