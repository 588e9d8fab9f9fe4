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
    if (m_image.size() != device.expandedTo({1, 1}))
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
    setPixels(pixels(cell), uint8_t(ColorScale::levelOf(fraction)));
}

void HeatmapImage::setRow(double top, double height, std::span<const int> pixels, std::span<const uint8_t> levels)
{
    const QRect row = this->pixels(QRectF(0, top, 1, height));
    const auto right = [&](size_t cell) { return std::max(pixels[cell] + 1, pixels[cell + 1]); };
    if (pixels.back() - pixels.front() >= int(levels.size()) * (GapFrom - 1)) { // some may have a gap
        for (size_t cell = 0; cell < levels.size(); ++cell)
            if (levels[cell] != m_zero)
                setPixels(QRect(pixels[cell], row.top(), right(cell) - pixels[cell], row.height()), levels[cell]);
        return;
    }
    // All lines of the row are alike, and there are many small cells.
    const int begin = std::clamp(pixels.front(), 0, m_image.width());
    const int end = std::clamp(right(levels.size() - 1), begin, m_image.width());
    m_line.assign(size_t(end - begin), uint8_t(m_zero));
    for (size_t cell = 0; cell < levels.size(); ++cell)
        for (int x = std::max(begin, pixels[cell]); x < std::min(end, right(cell)); ++x)
            if (uint8_t &level = m_line[size_t(x - begin)]; strengthOf(levels[cell]) > strengthOf(level))
                level = levels[cell];
    for (int y = row.top(); y <= row.bottom(); ++y)
        raise(begin, y, m_line);
}

void HeatmapImage::setPixels(const QRect &wanted, uint8_t level)
{
    QRect area = wanted;
    if (area.width() >= GapFrom && area.height() >= GapFrom)
        area.adjust(0, 0, -1, -1);
    area = area.intersected(m_image.rect());
    m_line.assign(size_t(std::max(0, area.width())), level);
    for (int y = area.top(); y <= area.bottom(); ++y)
        raise(area.left(), y, m_line);
}

// Pixels of a line from `left` on take the levels that are further from zero than their own.
void HeatmapImage::raise(int left, int y, std::span<const uint8_t> wanted)
{
    QRgb *line = reinterpret_cast<QRgb *>(m_image.scanLine(y)) + left;
    uint8_t *strengths = m_strengths.data() + size_t(y) * size_t(m_image.width()) + size_t(left);
    for (size_t x = 0; x < wanted.size(); ++x)
        if (const uint8_t strength = strengthOf(wanted[x]); strength > strengths[x]) {
            strengths[x] = strength;
            line[x] = m_scale.level(wanted[x]);
        }
}

void HeatmapImage::setNotComputed(const QRectF &whole)
{
    const int step = int(std::lround(HatchStep * m_ratio)), line = int(std::ceil(m_ratio));
    setUnder(whole, m_notComputed, [=](int x, int y) { return (x + y) % step < line; });
}

void HeatmapImage::setGround(const QRectF &area, QRgb color)
{
    setUnder(area, color, [](int, int) { return true; });
}

template <typename Where>
void HeatmapImage::setUnder(const QRectF &whole, QRgb color, Where where)
{
    const QRect area = pixels(whole);
    for (int y = area.top(); y <= area.bottom(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(y));
        const uint8_t *strengths = m_strengths.data() + size_t(y) * size_t(m_image.width());
        for (int x = area.left(); x <= area.right(); ++x)
            if (strengths[x] == 0 && where(x, y))
                line[x] = color;
    }
}

} // namespace deepscope
