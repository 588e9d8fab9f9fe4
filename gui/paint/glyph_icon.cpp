#include "glyph_icon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace deepscope {

namespace {

QPainterPath polyline(std::initializer_list<QPointF> points)
{
    QPainterPath path(*points.begin());
    for (const QPointF &point : points)
        path.lineTo(point);
    return path;
}

QPainterPath glyphPath(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Open: // a folder
        path = polyline({{1.5, 12.5}, {1.5, 3.5}, {6, 3.5}, {7.5, 5.5}, {14.5, 5.5}, {14.5, 12.5}, {1.5, 12.5}});
        break;
    case Glyph::NewChat: // a speech balloon with a plus
        path = polyline(
            {{4.5, 14.5}, {4.5, 11.5}, {1.5, 11.5}, {1.5, 2.5}, {14.5, 2.5}, {14.5, 11.5}, {7.5, 11.5}, {4.5, 14.5}});
        path.addPath(polyline({{8, 4.5}, {8, 9.5}}));
        path.addPath(polyline({{5.5, 7}, {10.5, 7}}));
        break;
    case Glyph::Stop:
        path.addRoundedRect(QRectF(3.5, 3.5, 9, 9), 1, 1);
        break;
    case Glyph::Back:
        path = polyline({{7, 3.5}, {2.5, 8}, {7, 12.5}});
        path.addPath(polyline({{2.5, 8}, {13.5, 8}}));
        break;
    case Glyph::Forward:
        path = polyline({{9, 3.5}, {13.5, 8}, {9, 12.5}});
        path.addPath(polyline({{13.5, 8}, {2.5, 8}}));
        break;
    case Glyph::Clear:
        path = polyline({{4, 4}, {12, 12}});
        path.addPath(polyline({{12, 4}, {4, 12}}));
        break;
    case Glyph::Play:
        path = polyline({{4.5, 3}, {12.5, 8}, {4.5, 13}, {4.5, 3}});
        break;
    case Glyph::Pause:
        path.addRect(QRectF(4, 3.5, 2.5, 9));
        path.addRect(QRectF(9.5, 3.5, 2.5, 9));
        break;
    case Glyph::StepBack: // a bar that is gone back to
        path = polyline({{11.5, 3.5}, {5, 8}, {11.5, 12.5}, {11.5, 3.5}});
        path.addPath(polyline({{3.5, 3.5}, {3.5, 12.5}}));
        break;
    case Glyph::StepForward:
        path = polyline({{4.5, 3.5}, {11, 8}, {4.5, 12.5}, {4.5, 3.5}});
        path.addPath(polyline({{12.5, 3.5}, {12.5, 12.5}}));
        break;
    case Glyph::Overview: // a picture of cells
        path.addRect(QRectF(2.5, 2.5, 11, 11));
        for (const qreal at : {6.2, 9.8}) {
            path.addPath(polyline({{at, 2.5}, {at, 13.5}}));
            path.addPath(polyline({{2.5, at}, {13.5, at}}));
        }
        break;
    }
    return path;
}

// Draws when asked, so the colour is that of the palette at that moment.
class GlyphEngine : public QIconEngine {
public:
    explicit GlyphEngine(Glyph glyph) : m_glyph(glyph) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const qreal side = qMin(rect.width(), rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(QRectF(rect).center() - QPointF(side / 2, side / 2));
        painter->scale(side / 16, side / 16);
        painter->setPen(QPen(QGuiApplication::palette().color(group, QPalette::WindowText), 1.25, Qt::SolidLine,
                             Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(glyphPath(m_glyph));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new GlyphEngine(m_glyph); }

private:
    Glyph m_glyph;
};

} // namespace

QIcon glyphIcon(Glyph glyph) { return QIcon(new GlyphEngine(glyph)); }

} // namespace deepscope
