// Where the cells of the overview lie: layers downwards, experts to the right with a gap between groups.
#pragma once

#include <QPointF>
#include <QRectF>

#include <optional>

namespace deepscope {

// Layers are the model's layer numbers; both ends as [begin, end).
struct OverviewCells {
    int layerBegin = 0, layerEnd = 0;
    int expertBegin = 0, expertEnd = 0;
    bool operator==(const OverviewCells &) const = default;
};

class OverviewGeometry {
public:
    OverviewGeometry() = default;
    // All cells share the area, however thin that makes them; `perGroup` divides `experts`.
    OverviewGeometry(const QRectF &area, int firstLayer, int layers, int experts, int perGroup);

    static constexpr double HighestCell = 40;
    static constexpr double GroupGap = 3;

    double cellWidth() const { return m_cellWidth; }
    double cellHeight() const { return m_cellHeight; }
    int groups() const { return m_experts / m_perGroup; }

    QRectF cell(int layer, int expert) const;
    QRectF layerRect(int layer) const;
    QRectF groupRect(int group) const;
    QRectF picture() const; // of all cells; may be lower than the area
    // The cell at a point, or all cells of its pixel where they are smaller than one; nothing in gaps and outside.
    std::optional<OverviewCells> hit(QPointF point) const;

private:
    double left(int expert) const;

    QRectF m_area;
    int m_firstLayer = 0, m_layers = 1, m_experts = 1, m_perGroup = 1;
    double m_cellWidth = 1, m_cellHeight = 1;
};

} // namespace deepscope
