#include "panels/shared/text_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QGlyphRun>
#include <QRawFont>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextLine>

#include <algorithm>

namespace deepscope {

namespace {

struct Stretch {
    qreal left, right;
};

bool runsOneWay(const QTextBlock &block, const QTextLine &line)
{
    const QString text = block.text().mid(line.textStart(), line.textLength());
    return block.textDirection() == Qt::LeftToRight && std::ranges::none_of(text, [](QChar character) {
               const QChar::Direction direction = character.direction();
               return character.isSurrogate() || direction == QChar::DirR || direction == QChar::DirAL ||
                      direction == QChar::DirAN || (direction >= QChar::DirLRE && direction <= QChar::DirPDF) ||
                      direction >= QChar::DirLRI;
           });
}

// What characters of a line cover: where directions of writing meet, neighbours in the text stand apart. There a cursor
// has two places, so the glyphs count.
std::vector<Stretch> stretches(const QTextBlock &block, const QTextLine &line, int begin, int end)
{
    constexpr qreal Touching = 0.5; // pixels
    const qreal x1 = line.cursorToX(begin), x2 = line.cursorToX(end);
    const Stretch oneWay{std::min(x1, x2), std::max(x1, x2)};
    if (runsOneWay(block, line))
        return {oneWay};
    std::vector<Stretch> found;
    for (const QGlyphRun &run : line.glyphRuns(begin, end - begin)) {
        const QList<QPointF> places = run.positions();
        const QList<QPointF> widths = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        for (qsizetype i = 0; i < std::min(places.size(), widths.size()); ++i)
            found.push_back({places[i].x(), places[i].x() + widths[i].x()});
    }
    if (found.empty()) // blanks at the end of a line
        return {oneWay};
    std::ranges::sort(found, {}, &Stretch::left);
    std::vector<Stretch> joined;
    for (const Stretch &own : found)
        if (!joined.empty() && own.left <= joined.back().right + Touching)
            joined.back().right = std::max(joined.back().right, own.right);
        else
            joined.push_back(own);
    return joined;
}

} // namespace

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
        if (!line.naturalTextRect().contains(inBlock))
            continue;
        if (runsOneWay(block, line))
            return block.position() + line.xToCursor(inBlock.x(), QTextLine::CursorOnCharacter);
        for (int at = line.textStart(); at < line.textStart() + line.textLength(); ++at)
            for (const auto &[left, right] : stretches(block, line, at, at + 1))
                if (inBlock.x() >= left && inBlock.x() < right)
                    return block.position() + at;
    }
    return -1;
}

std::vector<QRectF> lineRects(const QTextDocument &document, CharacterRange characters)
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
            for (const auto &[left, right] : stretches(block, line, from, to))
                rects.emplace_back(origin + QPointF(left, line.y()), QSizeF(right - left, line.height()));
        }
    }
    return rects;
}

} // namespace deepscope
