#include "panels/shared/markdown_quotes.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

namespace deepscope {

namespace {

constexpr int QuotesProperty = QTextFormat::UserProperty + 1;
constexpr qreal BarWidth = 3, BarPlace = 10; // from where its step begins

unsigned quotesOf(const QTextBlock &block)
{
    return block.isValid() ? static_cast<unsigned>(block.blockFormat().intProperty(QuotesProperty)) : 0U;
}

// The left of the bar: steps go inwards from the side at which the block's text begins.
qreal barLeft(const QTextDocument &document, const QTextBlock &block, unsigned step)
{
    const qreal inwards = document.documentMargin() + step * document.indentWidth() + BarPlace;
    if (block.textDirection() == Qt::LeftToRight)
        return inwards;
    const qreal width = document.textWidth() > 0 ? document.textWidth() : document.size().width();
    return width - inwards - BarWidth;
}

} // namespace

void setQuotes(QTextBlockFormat &format, unsigned quotes)
{
    format.setProperty(QuotesProperty, static_cast<int>(quotes));
}

void paintQuotes(QPainter &painter, const QTextDocument &document, const QRectF &seen, const QColor &colour)
{
    const QAbstractTextDocumentLayout *layout = document.documentLayout();
    QTextBlock block = document.findBlock(qMax(0, layout->hitTest(seen.topLeft(), Qt::FuzzyHit))).previous();
    block = block.isValid() ? block : document.begin();
    for (; block.isValid(); block = block.next()) {
        const QRectF rect = layout->blockBoundingRect(block);
        if (rect.top() > seen.bottom())
            break;
        const unsigned quotes = quotesOf(block);
        const unsigned goOn = quotes & quotesOf(block.previous());
        const qreal above = goOn != 0 ? layout->blockBoundingRect(block.previous()).bottom() : rect.top();
        for (unsigned step = 0; quotes >> step != 0; ++step) {
            if ((quotes >> step & 1) == 0)
                continue;
            const qreal top = (goOn >> step & 1) != 0 ? above : rect.top();
            painter.fillRect(QRectF(barLeft(document, block, step), top, BarWidth, rect.bottom() - top), colour);
        }
    }
}

} // namespace deepscope
