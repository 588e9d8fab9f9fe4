// A view of a panel as a picture by itself: above it what it is of, so that it can stand in a paper or a report.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

class QWidget;

namespace deepscope {

struct PictureWords {
    QString title;   // in one line
    QString caption; // below it; empty = none. What does not fit ends in an ellipsis
};

// On the interface thread; the view is drawn as it is now, in its theme. `ratio`: pixels to a logical pixel.
QImage imageOf(QWidget &view, const PictureWords &words, double ratio);
// Texts stay texts; what the view draws pixel by pixel, such as a map of many cells, is an image inside.
QByteArray svgOf(QWidget &view, const PictureWords &words);

} // namespace deepscope
