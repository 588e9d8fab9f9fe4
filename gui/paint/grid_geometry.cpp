#include "grid_geometry.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

GridGeometry::GridGeometry(TokenAxis axis, double top, double height, int firstLayer, int layers, int experts)
    : m_axis(axis), m_top(top), m_firstLayer(firstLayer), m_layers(layers), m_experts(experts)
{
    const int rows = std::max(1, layers * experts);
    const double free = height - LayerGap * std::max(0, layers - 1);
    m_rowHeight = std::clamp(free / rows, SmallestRow, LargestRow);
}

double GridGeometry::contentHeight() const { return m_layers * layerHeight() + LayerGap * std::max(0, m_layers - 1); }

double GridGeometry::layerTop(int layer) const { return m_top + (layer - m_firstLayer) * (layerHeight() + LayerGap); }

QRectF GridGeometry::layerRect(int layer) const
{
    return QRectF(m_axis.left(), layerTop(layer), m_axis.right() - m_axis.left(), layerHeight());
}

QRectF GridGeometry::rowRect(int layer, int expert) const
{
    return QRectF(m_axis.left(), layerTop(layer) + expert * m_rowHeight, m_axis.right() - m_axis.left(), m_rowHeight);
}

QRectF GridGeometry::cell(const GridCell &cell) const
{
    const QRectF row = rowRect(cell.layer, cell.expert);
    return m_axis.rect({cell.token, cell.token + 1}, row.top(), row.height());
}

std::optional<GridCell> GridGeometry::hit(QPointF point) const
{
    if (m_layers == 0 || m_experts == 0 || point.x() < m_axis.left() || point.x() >= m_axis.right())
        return std::nullopt;
    const double down = point.y() - m_top;
    const int layer = int(std::floor(down / (layerHeight() + LayerGap)));
    const double within = down - layer * (layerHeight() + LayerGap);
    const int expert = int(std::floor(within / m_rowHeight));
    if (layer < 0 || layer >= m_layers || expert < 0 || expert >= m_experts)
        return std::nullopt;
    return GridCell{m_axis.indexAt(point.x()), m_firstLayer + layer, expert};
}

} // namespace deepscope
