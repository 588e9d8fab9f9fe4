// How the tokens of the range spread over the experts of each layer: one row of columns a layer, with its figures.
#pragma once

#include "models/routing_statistics.h"
#include "models/selection.h"
#include "paint/palette.h"

#include <QWidget>

namespace deepscope {

class LoadPlot : public QWidget {
    Q_OBJECT

public:
    LoadPlot(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    void setStatistics(const RoutingStatistics &statistics);
    void setPhase(std::optional<Phase> phase); // whose tokens are counted; nothing = all
    QStringList facts(int layer) const;        // the figures of a layer
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
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Run *run() const;
    QRectF layerRect(int layer) const; // the columns of a layer
    Focus thingAt(QPointF point) const;
    void paintLayer(QPainter &painter, const Palette &color, int layer) const;
    void paintColumn(QPainter &painter, const Palette &color, int layer, int expert) const;
    void refresh();
    void fitFacts();
    void paintFacts(QPainter &painter, const Palette &color, int layer) const;
    QString heading() const;
    int labelWidth() const;
    int layerStep() const;

    const RunStore &m_store;
    Selection &m_selection;
    RoutingStatistics m_statistics;
    std::optional<Phase> m_phase;
    std::vector<QStringList> m_facts; // [expert layer]
    int m_factLines = 1;              // that each layer has room for
    double m_scaleEnd = 1;
};

} // namespace deepscope
