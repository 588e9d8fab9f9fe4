#include "panels/shared/text_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextLine>

#include <cmath>

namespace deepscope {

int characterAt(const QTextDocument &document, QPointF point)
{
    const QAbstractTextDocumentLayout *layout = document.documentLayout();
    const int near = layout->hitTest(point, Qt::FuzzyHit);
    const QTextBlock block = near < 0 ? QTextBlock() : document.findBlock(near);
    if (!block.isValid())
        return -1;
    const QPointF inBlock = point - layout->blockBoundingRect(block).topLeft();
    for (int i = 0; i < block.layout()->lineCount(); ++i) {
        const QTextLine line = block.layout()->lineAt(i);
        if (line.naturalTextRect().contains(inBlock))
            return block.position() + line.xToCursor(inBlock.x(), QTextLine::CursorOnCharacter);
    }
    return -1;
}

std::vector<QRectF> lineRects(const QTextDocument &document, TextRange characters)
{
    std::vector<QRectF> rects;
    const QAbstractTextDocumentLayout *layout = document.documentLayout();
    for (QTextBlock block = document.findBlock(characters.begin); block.isValid() && block.position() < characters.end;
         block = block.next()) {
        const QPointF origin = layout->blockBoundingRect(block).topLeft();
        const int begin = qMax(characters.begin - block.position(), 0);
        const int end = qMin(characters.end - block.position(), block.length() - 1);
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const int from = qMax(begin, line.textStart());
            const int to = qMin(end, line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal x1 = line.cursorToX(from), x2 = line.cursorToX(to); // in right-to-left text x2 < x1
            rects.emplace_back(origin + QPointF(qMin(x1, x2), line.y()), QSizeF(std::abs(x2 - x1), line.height()));
        }
    }
    return rects;
}

} // namespace deepscope
