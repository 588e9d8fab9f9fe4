// Where the cells of the expert map lie: tokens to the right, layers downwards, each with its experts as rows.
#pragma once

#include "token_axis.h"

#include <QPointF>

#include <optional>

namespace deepscope {

struct GridCell {
    int token = 0;
    int layer = 0; // the model's layer number
    int expert = 0;
    bool operator==(const GridCell &) const = default;
};

class GridGeometry {
public:
    GridGeometry() = default;
    // `height` is shared by all layers where rows get at least SmallestRow; else the grid is taller and scrolls.
    GridGeometry(TokenAxis axis, double top, double height, int firstLayer, int layers, int experts);

    static constexpr double SmallestRow = 2;
    static constexpr double LargestRow = 14;
    static constexpr double LayerGap = 6;

    const TokenAxis &axis() const { return m_axis; }
    int experts() const { return m_experts; } // of a layer
    double rowHeight() const { return m_rowHeight; }
    double contentHeight() const; // of all layers
    double layerHeight() const { return m_rowHeight * m_experts; }

    QRectF cell(const GridCell &cell) const;
    QRectF layerRect(int layer) const;                // over the whole axis
    QRectF rowRect(int layer, int expert) const;      // over the whole axis
    std::optional<GridCell> hit(QPointF point) const; // nothing in gaps and outside; the token may not exist
    bool operator==(const GridGeometry &) const = default;

private:
    double layerTop(int layer) const;

    TokenAxis m_axis;
    double m_top = 0;
    double m_rowHeight = SmallestRow;
    int m_firstLayer = 0, m_layers = 0, m_experts = 0;
};

} // namespace deepscope
