// A treemap of what is allocated: a tile for each child of a node, and in it one for each of that one's own.
#pragma once

#include "models/memory_tree.h"
#include "paint/palette.h"

#include <QWidget>

namespace deepscope {

QColor memoryColor(const Palette &color, MemoryGroup group);

class MemoryMap : public QWidget {
    Q_OBJECT

public:
    explicit MemoryMap(QWidget *parent = nullptr);

    void setNode(const MemoryNode &node, uint64_t whole); // `whole`: bytes that shares are of
    void setHovered(int child);                           // -1 = none
    void setFocusedLayer(int layer);

    QRectF tileRect(int child) const;
    int childAt(QPointF point) const;     // -1 = none
    QString wordsAt(QPointF point) const; // on the smallest tile there; empty = none
    QColor fillOf(int child) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(int child, const QString &words); // -1 and nothing: at no tile
    void clicked(int child);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Tile {
        QRectF all, inner;          // inner: where its own children lie
        std::vector<QRectF> inside; // of each of these
    };
    void lay();
    void paintTile(QPainter &painter, const Palette &color, int child) const;

    MemoryNode m_node;
    uint64_t m_whole = 0;
    std::vector<Tile> m_tiles;
    int m_hovered = -1, m_focusedLayer = -1;
};

// "Routed experts: 4,718,592 bytes, 12 %", and what it is.
QString memoryWords(const MemoryNode &node, uint64_t whole);

} // namespace deepscope
