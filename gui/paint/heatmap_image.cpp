#include "heatmap_image.h"

#include <cmath>
#include <cstdlib>

namespace deepscope {

namespace {

constexpr int GapFrom = 5; // cells of so many device pixels and more keep a gap of one to their neighbours
constexpr int HatchStep = 5;

} // namespace

void HeatmapImage::reset(QSize size, double devicePixelRatio, const ColorScale &scale, QRgb notComputed, double zero)
{
    m_ratio = devicePixelRatio;
    m_scale = scale;
    m_notComputed = notComputed;
    const QSize device = QSize(int(std::ceil(size.width() * m_ratio)), int(std::ceil(size.height() * m_ratio)));
    m_image = QImage(device.expandedTo({1, 1}), QImage::Format_RGB32);
    m_image.setDevicePixelRatio(m_ratio);
    m_zero = ColorScale::levelOf(zero);
    m_image.fill(scale.level(m_zero));
    m_strengths.assign(size_t(m_image.width()) * size_t(m_image.height()), 0);
}

QRect HeatmapImage::pixels(const QRectF &area) const
{
    const int left = int(std::floor(area.left() * m_ratio + 1e-6)), top = int(std::floor(area.top() * m_ratio + 1e-6));
    const int right = int(std::floor(area.right() * m_ratio + 1e-6));
    const int bottom = int(std::floor(area.bottom() * m_ratio + 1e-6));
    return QRect(left, top, std::max(1, right - left), std::max(1, bottom - top)).intersected(m_image.rect());
}

void HeatmapImage::set(const QRectF &cell, double fraction)
{
    QRect area = pixels(cell);
    if (area.width() >= GapFrom && area.height() >= GapFrom)
        area.adjust(0, 0, -1, -1);
    const int level = ColorScale::levelOf(fraction);
    const auto strength = uint8_t(std::abs(level - m_zero));
    const QRgb color = m_scale.level(level);
    for (int y = area.top(); y <= area.bottom(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(y));
        uint8_t *strengths = m_strengths.data() + size_t(y) * size_t(m_image.width());
        for (int x = area.left(); x <= area.right(); ++x)
            if (strength > strengths[x]) {
                strengths[x] = strength;
                line[x] = color;
            }
    }
}

void HeatmapImage::setNotComputed(const QRectF &whole)
{
    const QRect area = pixels(whole);
    const int step = int(std::lround(HatchStep * m_ratio));
    for (int y = area.top(); y <= area.bottom(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(y));
        for (int x = area.left(); x <= area.right(); ++x)
            if ((x + y) % step < int(std::ceil(m_ratio)))
                line[x] = m_notComputed;
    }
}

} // namespace deepscope
