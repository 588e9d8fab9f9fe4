#include "app/view_picture.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QBuffer>
#include <QPainter>
#include <QScrollBar>
#include <QSvgGenerator>
#include <QWidget>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int Margin = 4 * Step;
constexpr int NarrowestText = 80 * Step; // a title in less says nothing
constexpr double MostPixels = 32'000;    // of a side: what images and their painters can hold

// Where what lies in the picture, in logical pixels.
struct PictureLayout {
    QRect title, caption, view;
    QSize whole;

    PictureLayout(const QWidget &shown, const PictureWords &words)
    {
        const int width = std::max(shown.width(), NarrowestText);
        title = QRect(Margin, Margin, width, QFontMetrics(titleFont(shown.font())).height());
        const int captionHeight = words.caption.isEmpty() ? 0 : QFontMetrics(shown.font()).height() + Step;
        caption = QRect(Margin, title.bottom() + 1, width, captionHeight);
        view = QRect({Margin, caption.bottom() + 1 + 2 * Step}, shown.size());
        whole = QSize(width + 2 * Margin, view.bottom() + 1 + Margin);
    }
};

void paintWords(QPainter &painter, const QRect &place, const QFont &font, const QColor &color, const QString &words)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(words, Qt::ElideRight, place.width()));
}

// On paper nothing can be scrolled.
QRegion withoutScrollBars(const QWidget &view)
{
    QRegion region(view.rect());
    for (const QScrollBar *bar : view.findChildren<QScrollBar *>())
        if (bar->isVisibleTo(&view))
            region -= QRect(bar->mapTo(&view, QPoint()), bar->size());
    return region;
}

void paintPicture(QPainter &painter, QWidget &view, const PictureWords &words, const PictureLayout &places)
{
    const Palette color = Palette::of(view.palette());
    painter.fillRect(QRect({}, places.whole), color(Role::Panel));
    paintWords(painter, places.title, titleFont(view.font()), color(Role::Text), words.title);
    paintWords(painter, places.caption, view.font(), color(Role::QuietText), words.caption);
    view.render(&painter, places.view.topLeft(), withoutScrollBars(view), QWidget::DrawChildren);
}

} // namespace

QImage imageOf(QWidget &view, const PictureWords &words, double ratio)
{
    const PictureLayout places(view, words);
    const int longest = std::max(places.whole.width(), places.whole.height());
    const double possible = std::min(ratio, MostPixels / longest);
    QImage image(places.whole * possible, QImage::Format_RGB32);
    image.setDevicePixelRatio(possible);
    QPainter painter(&image);
    paintPicture(painter, view, words, places);
    return image;
}

QByteArray svgOf(QWidget &view, const PictureWords &words)
{
    const PictureLayout places(view, words);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(places.whole);
    generator.setViewBox(QRect({}, places.whole));
    generator.setResolution(view.logicalDpiY()); // so that letters have the size that the view has room for
    generator.setTitle(words.title);
    generator.setDescription(words.caption);
    QPainter painter(&generator);
    paintPicture(painter, view, words, places);
    painter.end();
    // Viewers smooth edges, and shapes that lie side by side, such as the steps of a scale, would show the ground
    // between.
    QByteArray drawing = buffer.data();
    return drawing.replace(drawing.indexOf("<svg "), 5, "<svg shape-rendering=\"crispEdges\" ");
}

} // namespace deepscope
