// How the tokens of the range spread over the experts of each layer: one row of columns a layer.
#pragma once

#include "models/routing_statistics.h"
#include "models/selection.h"
#include "paint/palette.h"
#include "panels/shared/panel_scroll.h"

namespace deepscope {

class LoadPlot : public QWidget {
    Q_OBJECT

public:
    LoadPlot(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    void setStatistics(const RoutingStatistics &statistics);
    // Where an expert's column may reach, from no token to the end of the scale.
    QRectF columnRect(int layer, int expert) const;
    double scaleEnd() const { return m_scaleEnd; } // share that fills a column

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Run *run() const;
    QRectF layerRect(int layer) const; // the columns of a layer
    Focus thingAt(QPointF point) const;
    void paintLayer(QPainter &painter, const Palette &color, int layer) const;
    void paintColumn(QPainter &painter, const Palette &color, int layer, int expert) const;
    int labelWidth() const;
    int layerStep() const;

    const RunStore &m_store;
    Selection &m_selection;
    RoutingStatistics m_statistics;
    double m_scaleEnd = 1;
};

// The plot with its scroll bar.
class LoadView : public PanelScroll {
    Q_OBJECT

public:
    LoadView(const RunStore &store, Selection &selection, QWidget *parent = nullptr);
    LoadPlot *plot() const { return m_plot; }

private:
    LoadPlot *m_plot;
};

} // namespace deepscope
