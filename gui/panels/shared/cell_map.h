// A map of cells with names for its rows and columns and a scale beside it: shares from the ground to one strong end,
// or differences to both sides of it. Where cells are smaller than a pixel, the pixel shows the strongest of them.
#pragma once

#include "paint/heatmap_image.h"
#include "paint/overview_geometry.h"
#include "paint/scale_column.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace deepscope {

struct CellPicture {
    QStringList rows, columns;                 // their names
    std::vector<std::optional<double>> values; // [row][column]; nothing = there is no such number
    double end = 1;                            // what has the strongest colour; in differences -end has the other one
    ScaleColumn scale;                         // in words; diverging: the values are differences
};

struct CellPlace {
    int row = -1, column = -1;
    bool operator==(const CellPlace &) const = default;
};

class CellMap : public QWidget {
    Q_OBJECT

public:
    explicit CellMap(const QString &accessibleName, QWidget *parent = nullptr);

    void setPicture(CellPicture picture);
    const CellPicture &picture() const { return m_picture; }
    void setFocused(std::optional<CellPlace> cell);
    void setHovered(std::optional<CellPlace> cell); // by another picture of the same things

    std::optional<double> value(CellPlace cell) const;
    QRectF cellRect(CellPlace cell) const;
    QColor colorAt(CellPlace cell) const; // as it is painted where it has a pixel of its own

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(std::optional<deepscope::CellPlace> cell); // nothing: the pointer is on none
    void chosen(deepscope::CellPlace cell);                   // clicked, or reached by an arrow key

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int rows() const { return int(m_picture.rows.size()); }
    int columns() const { return int(m_picture.columns.size()); }
    double fractionOf(double value) const;
    QRectF plotArea() const;
    OverviewGeometry geometry() const;
    std::optional<CellPlace> cellAt(QPointF point) const;
    void bringImageUpToDate(const Palette &color, const OverviewGeometry &grid);
    void paintNames(QPainter &painter, const Palette &color, const OverviewGeometry &grid) const;

    CellPicture m_picture;
    std::optional<CellPlace> m_focused, m_hovered;
    HeatmapImage m_image;
    QSize m_imageSize; // in logical pixels; empty = it must be painted anew
    double m_imageRatio = 0;
};

} // namespace deepscope
