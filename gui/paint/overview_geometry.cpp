#include "overview_geometry.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deepscope {

OverviewGeometry::OverviewGeometry(const QRectF &area, int firstLayer, int layers, int experts, int perGroup)
    : m_area(area), m_firstLayer(firstLayer), m_layers(std::max(1, layers)), m_experts(std::max(1, experts)),
      m_perGroup(std::max(1, perGroup))
{
    m_cellWidth = std::max(0.0, area.width() - GroupGap * (groups() - 1)) / m_experts;
    m_cellHeight = std::min(HighestCell, area.height() / m_layers);
}

double OverviewGeometry::left(int expert) const
{
    return m_area.left() + expert * m_cellWidth + expert / m_perGroup * GroupGap;
}

QRectF OverviewGeometry::cell(int layer, int expert) const
{
    return QRectF(left(expert), m_area.top() + (layer - m_firstLayer) * m_cellHeight, m_cellWidth, m_cellHeight);
}

QRectF OverviewGeometry::layerRect(int layer) const
{
    return QRectF(m_area.left(), m_area.top() + (layer - m_firstLayer) * m_cellHeight, m_area.width(), m_cellHeight);
}

QRectF OverviewGeometry::groupRect(int group) const
{
    return QRectF(left(group * m_perGroup), m_area.top(), m_perGroup * m_cellWidth, m_layers * m_cellHeight);
}

QRectF OverviewGeometry::picture() const
{
    return QRectF(m_area.left(), m_area.top(), m_area.width(), m_layers * m_cellHeight);
}

std::optional<OverviewCells> OverviewGeometry::hit(QPointF point) const
{
    if (!picture().contains(point))
        return std::nullopt;
    const double groupStep = m_perGroup * m_cellWidth + GroupGap;
    const int group = std::min(groups() - 1, int((point.x() - m_area.left()) / groupStep));
    const QRectF columns = groupRect(group);
    if (point.x() >= columns.right())
        return std::nullopt;
    // [begin, end) of `count` cells from `start` on: the one at the point, or all that begin in its pixel.
    const auto cellsAt = [](double at, double start, double size, int count) {
        const double pixel = std::floor(at) - start;
        const int begin = size < 1 ? int(std::ceil(pixel / size - 1e-6)) : int((at - start) / size);
        const int end = size < 1 ? int(std::ceil((pixel + 1) / size - 1e-6)) : begin + 1;
        const int first = std::clamp(begin, 0, count - 1);
        return std::pair(first, std::clamp(end, first + 1, count));
    };
    const auto [layer, layerEnd] = cellsAt(point.y(), m_area.top(), m_cellHeight, m_layers);
    const auto [expert, expertEnd] = cellsAt(point.x(), columns.left(), m_cellWidth, m_perGroup);
    const int first = group * m_perGroup;
    return OverviewCells{m_firstLayer + layer, m_firstLayer + layerEnd, first + expert, first + expertEnd};
}

} // namespace deepscope
