// A few lines beside the cell under the pointer. The card comes after a short rest, then changes at once from cell to
// cell, and goes a moment after the pointer has left them; it never covers the cell.
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace deepscope {

class HoverCard : public QWidget {
    Q_OBJECT

public:
    explicit HoverCard(QWidget *parent);

    // Of a cell, in the parent's coordinates. Where there is no room beside it, there is no card.
    void point(const QStringList &lines, const QRectF &cell);
    void setLines(const QStringList &lines); // of the same cell
    void leave();                            // the pointer is on no cell
    void close();                            // at once
    const QStringList &lines() const { return m_lines; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    QStringList m_lines;
    QRectF m_cell;
    QTimer m_rest, m_leaving;
};

} // namespace deepscope
