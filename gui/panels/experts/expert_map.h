// The map of routing: tokens to the right, experts of each layer downwards, colour = the gate's weight. Where several
// tokens share a device pixel, it shows the greatest weight among them, and the pointer finds the token that has it.
#pragma once

#include "map_picture.h"
#include "models/range_routing.h"
#include "panels/shared/token_plot.h"

class QScrollBar;

namespace deepscope {

class HoverCard;
class Minimap;
class SecondReading;

class ExpertMap : public TokenPlot {
    Q_OBJECT

public:
    ExpertMap(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent = nullptr);

    // Choices that moved in it are marked. It must outlive this.
    void setReading(const SecondReading &reading);

    // Where a cell is painted, in the widget's coordinates; empty when it is not on screen.
    QRectF cellRect(const GridCell &cell) const;
    double scaleEnd() const { return m_scaleEnd; } // the weight that has the strongest colour
    int tokensAPixel() const;                      // rounded; 1 where each token has pixels of its own
    bool isPainted() const { return m_painted; }   // all of what is in view, not a part while more is read
    const MapPicture &picture() const { return m_picture; }
    Minimap *minimap() const { return m_minimap; }
    HoverCard *card() const { return m_card; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void overviewWanted(); // of all layers and experts

protected:
    QRectF plotArea() const override;
    Focus thingAt(QPointF point) const override;
    void paintPlot(QPainter &painter, const Palette &color) override;
    bool scrollRows(double pixels) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    GridGeometry geometry() const; // in the widget's coordinates
    void restart();                // another run
    int scaleWidth() const;
    int headHeight() const;  // of the phases' names
    int minimapRoom() const; // 0 where there is none for it
    void paintCells(QPainter &painter, const Palette &color);
    void paintMoves(QPainter &painter, const Palette &color) const;
    void paintOutlines(QPainter &painter, const Palette &color, const Focus &thing, Role role) const;
    void arrange();
    void reveal(const Focus &focus);
    QStringList cardLines(const Focus &cell) const;
    void pointCard();
    void refreshCard();

    const RangeRouting &m_routing;
    const SecondReading *m_reading = nullptr;
    QScrollBar *m_scrollBar;
    Minimap *m_minimap;
    HoverCard *m_card;
    MapPicture m_picture;
    bool m_painted = false;
    double m_scaleEnd = 1;
};

} // namespace deepscope
