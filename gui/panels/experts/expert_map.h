// The map of routing: tokens to the right, experts of each layer downwards, colour = the gate's weight.
#pragma once

#include "paint/grid_geometry.h"
#include "paint/heatmap_image.h"
#include "panels/shared/token_plot.h"

class QScrollBar;

namespace deepscope {

class ExpertMap : public TokenPlot {
    Q_OBJECT

public:
    ExpertMap(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    // Where a cell is painted, in the widget's coordinates; empty when it is not on screen.
    QRectF cellRect(const GridCell &cell) const;
    double scaleEnd() const { return m_scaleEnd; } // the weight that has the strongest colour
    bool hasUncomputed() const { return m_hasUncomputed; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void overviewWanted(); // of all layers and experts

protected:
    QRectF plotArea() const override;
    Focus thingAt(QPointF point) const override;
    void paintPlot(QPainter &painter, const Palette &color) override;
    bool scrollRows(double pixels) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // What the image was painted for; another view needs another image.
    struct View {
        VisibleRange visible;
        QSize size;
        double ratio = 0;
        int scroll = 0;
        double scaleEnd = 0;
        bool operator==(const View &) const = default;
    };

    GridGeometry geometry() const; // in the widget's coordinates
    View view() const;
    void restart(); // another run
    int scaleWidth() const;
    void measureWeights(int first, int last);
    void bringImageUpToDate(const Palette &color);
    void paintTokens(int first, int last);
    void paintOutlines(QPainter &painter, const Palette &color, const Focus &thing, Role role) const;
    void arrangeScrollBar();
    void reveal(const Focus &focus);

    QScrollBar *m_scrollBar;
    HeatmapImage m_image;
    View m_painted;
    int m_paintedTokens = -1; // -1 = the image is of nothing
    double m_greatest = 0;    // weight so far
    double m_scaleEnd = 1;
    bool m_hasUncomputed = false;
};

} // namespace deepscope
