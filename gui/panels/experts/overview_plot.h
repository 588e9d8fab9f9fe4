// All layers and all experts in one picture: layers downwards, experts to the right, colour = the expert's share of the
// selected range. Where cells are smaller than a pixel, the pixel shows the busiest of them.
#pragma once

#include "models/range_routing.h"
#include "paint/heatmap_image.h"
#include "paint/overview_geometry.h"

#include <QWidget>

namespace deepscope {

class OverviewPlot : public QWidget {
    Q_OBJECT

public:
    OverviewPlot(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent = nullptr);

    const LoadMeasure &measure() const { return m_measure; }
    void setMeasure(const LoadMeasure &measure);
    // What the picture is about, and in a second line what is put together in a pixel.
    QStringList heading() const;
    double scaleEnd() const { return m_scaleEnd; } // share that has the strongest colour
    QRectF cellRect(int layer, int expert) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void placeWanted(); // of what is focused, among the tokens

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Run *run() const; // one with experts, else null
    const RoutingStatistics &statistics() const { return m_routing.statistics(); }
    void refresh();
    double share(int layer, int expert) const;
    Focus thingAt(QPointF point) const;
    QRectF plotArea(int headingLines) const;
    QString pixelWords(const OverviewGeometry &grid) const;
    QRectF scaleArea() const;
    OverviewGeometry geometry() const;
    void bringImageUpToDate(const Palette &color, const OverviewGeometry &grid);
    void paintOutline(QPainter &painter, const Palette &color, const Focus &thing, Role role) const;

    const RunStore &m_store;
    Selection &m_selection;
    const RangeRouting &m_routing;
    LoadMeasure m_measure;
    std::vector<double> m_shares;      // [expert layer][expert], of what was counted when it was last refreshed
    double m_scaleEnd = 1, m_even = 0; // shares; even: the mean of all layers
    HeatmapImage m_image;
    QSize m_imageSize; // in logical pixels; empty = it must be painted anew
    double m_imageRatio = 0;
};

} // namespace deepscope
