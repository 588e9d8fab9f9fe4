#include "panels/shared/long_lines.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int Piece = 16;      // lines
constexpr int LinesToMove = 8; // that a cut may move up to stand where the direction of writing is plain

constexpr int WholeMargin = QTextFormat::UserProperty + 2; // below the line, of which this is not the last piece

// The next letter's direction in a line, forwards or back; others have none of their own.
QChar::Direction directionNear(const QString &text, int at, int step)
{
    for (; at >= 0 && at < text.size(); at += step)
        if (const QChar::Direction direction = text[at].direction();
            direction == QChar::DirL || direction == QChar::DirR || direction == QChar::DirAL)
            return direction;
        else if (direction == QChar::DirEN || direction == QChar::DirAN)
            break;
    return QChar::DirON;
}

// Marks and digits take their side from what is around them: around a cut all must run as the line does.
bool isPlainPlace(const QTextBlock &block, int at)
{
    const bool leftwards = block.textDirection() == Qt::RightToLeft;
    const auto runsAsTheLine = [&](QChar::Direction direction) {
        return leftwards ? direction == QChar::DirR || direction == QChar::DirAL : direction == QChar::DirL;
    };
    const QString text = block.text();
    return runsAsTheLine(directionNear(text, at - 1, -1)) && runsAsTheLine(directionNear(text, at, 1));
}

// Of a piece that goes on with the block before it.
QTextBlockFormat continued(const QTextBlock &block)
{
    QTextBlockFormat format = block.blockFormat();
    format.setTopMargin(0);
    format.setLayoutDirection(block.textDirection());
    return format;
}

QTextBlockFormat unfinished(QTextBlockFormat format)
{
    if (!format.hasProperty(WholeMargin))
        format.setProperty(WholeMargin, format.bottomMargin());
    format.setBottomMargin(0);
    return format;
}

} // namespace

void LongLines::cut(int from)
{
    m_document->documentLayout()->documentSize(); // lays out what is not
    std::vector<int> blocks;                      // positions: to cut one makes others
    for (QTextBlock block = m_document->findBlock(from); block.isValid(); block = block.next())
        if (block.layout()->lineCount() > 2 * Piece)
            blocks.push_back(block.position());
    for (auto position = blocks.rbegin(); position != blocks.rend(); ++position)
        cutBlock(m_document->findBlock(*position));
}

void LongLines::cutBlock(const QTextBlock &block)
{
    QTextCursor cursor(block);
    std::vector<int> places;
    const QTextLayout &layout = *block.layout();
    for (int line = Piece; line + Piece < layout.lineCount(); line += Piece) {
        int plain = line;
        while (plain > line - LinesToMove && !isPlainPlace(block, layout.lineAt(plain).textStart()))
            --plain;
        places.push_back(block.position() + layout.lineAt(plain > line - LinesToMove ? plain : line).textStart());
    }
    const QTextBlockFormat whole = block.blockFormat(), last = continued(block), middle = unfinished(last);
    cursor.beginEditBlock();
    cursor.setBlockFormat(unfinished(whole));
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        cursor.setPosition(*place);
        cursor.insertBlock(place == places.rbegin() ? last : middle, cursor.charFormat());
    }
    cursor.endEditBlock();
    const auto later = std::ranges::lower_bound(m_cuts, places.front());
    for (auto moved = later; moved != m_cuts.end(); ++moved)
        *moved += static_cast<int>(places.size());
    for (size_t i = 0; i < places.size(); ++i)
        places[i] += static_cast<int>(i);
    m_cuts.insert(later, places.begin(), places.end());
}

// The block at this place ends its line again.
void LongLines::restore(int documentPosition)
{
    QTextCursor cursor(m_document->findBlock(documentPosition));
    QTextBlockFormat format = cursor.blockFormat();
    if (!format.hasProperty(WholeMargin))
        return;
    format.setBottomMargin(format.doubleProperty(WholeMargin));
    format.clearProperty(WholeMargin);
    cursor.setBlockFormat(format);
}

void LongLines::join()
{
    if (m_cuts.empty())
        return;
    QTextCursor cursor(m_document);
    cursor.beginEditBlock();
    for (auto place = m_cuts.rbegin(); place != m_cuts.rend(); ++place) {
        cursor.setPosition(*place);
        cursor.deleteChar();
        restore(*place);
    }
    cursor.endEditBlock();
    m_cuts.clear();
}

int LongLines::inText(int documentPosition) const
{
    return documentPosition - static_cast<int>(std::ranges::lower_bound(m_cuts, documentPosition) - m_cuts.begin());
}

// Behind a cut, where the character stands.
int LongLines::inDocument(int textPosition) const
{
    int low = 0, high = count();
    while (low < high) {
        const int middle = (low + high) / 2;
        if (m_cuts[static_cast<size_t>(middle)] - middle <= textPosition)
            low = middle + 1;
        else
            high = middle;
    }
    return textPosition + low;
}

CharacterRange LongLines::inDocument(CharacterRange text) const
{
    return text.empty() ? CharacterRange{} : CharacterRange{inDocument(text.begin), inDocument(text.end - 1) + 1};
}

} // namespace deepscope
