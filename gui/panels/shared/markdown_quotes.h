// Quotes in a text document: bars beside their blocks, since the signs of the source are not shown.
#pragma once

#include <QRectF>

class QPainter;
class QColor;
class QTextBlockFormat;
class QTextDocument;

namespace deepscope {

// Which steps of the block's indentation are quotes: one bit each, the lowest for the outermost.
void setQuotes(QTextBlockFormat &format, unsigned quotes);

// `seen` in coordinates of the document.
void paintQuotes(QPainter &painter, const QTextDocument &document, const QRectF &seen, const QColor &colour);

} // namespace deepscope
