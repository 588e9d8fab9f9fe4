// A picture with tokens on its x axis. All such pictures share one visible range and the same gestures: wheel with
// Control (or over the axis) zooms, wheel and drag pan, a click focuses, a drag on the axis selects a range, a double
// click clears it.
#pragma once

#include "models/selection.h"
#include "paint/palette.h"
#include "paint/token_axis.h"

#include <QWidget>

#include <functional>

namespace deepscope {

class TokenPlot : public QWidget {
    Q_OBJECT

public:
    TokenPlot(const RunStore &store, Selection &selection, QWidget *parent);

    TokenAxis axis() const; // in the widget's coordinates
    // Tokens with a small mark over them. Where several share a pixel, it is marked if any of them is.
    void setMarked(std::function<bool(int token)> marked);

protected:
    static constexpr double AxisBandHeight = 24;

    virtual QRectF plotArea() const = 0; // the tokens' picture
    virtual QRectF axisBand() const;     // where a drag selects a range: below the picture
    virtual Focus thingAt(QPointF point) const;
    virtual void paintPlot(QPainter &painter, const Palette &color) = 0;
    virtual bool scrollRows(double pixels); // false: there is nothing to scroll vertically

    const Run *run() const { return m_store.current(); }
    int tokenCount() const { return run() ? run()->size() : 0; }
    // Tick labels, phases as a thin line.
    void paintAxis(QPainter &painter, const Palette &color) const;
    void paintSectionEdges(QPainter &painter, const Palette &color, const QRectF &area) const;
    void paintRange(QPainter &painter, const Palette &color, const QRectF &area) const;
    void paintTokenOutline(QPainter &painter, int token, const QColor &color, const QRectF &area) const;
    void paintMarks(QPainter &painter, const Palette &color, const QRectF &area) const;    // at its upper edge
    void paintPointers(QPainter &painter, const Palette &color, const QRectF &area) const; // of focus and hover

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

    const RunStore &m_store;
    Selection &m_selection;

private:
    enum class Drag { None, Pressed, Range, Pan };

    Focus tokenAt(QPointF point) const;
    void dragTo(QPointF point);
    void paintMarkedColumns(QPainter &painter, const Palette &color, const QRectF &area) const;

    std::function<bool(int)> m_marked;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    bool m_pressedOnAxis = false;
    VisibleRange m_visibleAtPress;
};

} // namespace deepscope
