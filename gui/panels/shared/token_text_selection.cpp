// What a person has selected of text that goes on growing, also while the button is still down.
#include "panels/shared/token_text_view.h"

#include "panels/shared/text_geometry.h"

#include <QMimeData>
#include <QPainter>
#include <QTextCursor>
#include <QTextTable>

#include <algorithm>

namespace deepscope {

namespace {

// Of cells, from the first to the last, though Qt says where the cursor was set.
CharacterRange selectedRange(const QTextCursor &cursor)
{
    int row = 0, rows = 0, column = 0, columns = 0;
    cursor.selectedTableCells(&row, &rows, &column, &columns);
    const QTextTable *table = cursor.hasComplexSelection() ? cursor.currentTable() : nullptr;
    if (!table || row < 0)
        return {cursor.selectionStart(), cursor.selectionEnd()};
    return {table->cellAt(row, column).firstPosition(),
            table->cellAt(row + rows - 1, column + columns - 1).lastPosition()};
}

} // namespace

TokenTextView::Selected TokenTextView::selected() const
{
    const QTextCursor cursor = textCursor();
    Selected selected;
    selected.text = {m_lines.inText(cursor.selectionStart()), m_lines.inText(cursor.selectionEnd())};
    selected.backwards = cursor.position() < cursor.anchor();
    if (m_format == Format::Plain)
        return selected;
    const int end = std::max(selected.text.end, selected.text.begin + 1); // nothing selected: where it would begin
    int first = -1, last = -1;
    for (int position = selected.text.begin; position < end && first < 0; ++position)
        first = m_markdown.sourceAt(position);
    for (int position = end - 1; position >= selected.text.begin && last < 0; --position)
        last = m_markdown.sourceAt(position);
    if (first >= 0 && last >= first)
        selected.source = {first, last + 1};
    return selected;
}

// Text inserted where a cursor stands moves it: where nothing else has changed, its place in the text counts.
void TokenTextView::select(const Selected &selected)
{
    CharacterRange text = selected.text;
    if (!selected.source.empty()) {
        const CharacterRange shown = m_markdown.shownRange(selected.source);
        text = {shown.begin, text.empty() ? shown.begin : shown.end};
    }
    const int last = document()->characterCount() - 1;
    const int begin = std::min(m_lines.inDocument(text.begin), last);
    const int end = text.empty() ? begin : std::min(m_lines.inDocument(text).end, last);
    QTextCursor cursor = textCursor();
    const int anchor = selected.backwards ? end : begin, position = selected.backwards ? begin : end;
    if (cursor.anchor() == anchor && cursor.position() == position)
        return;
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

QMimeData *TokenTextView::createMimeDataFromSelection() const
{
    const CharacterRange shown = selectedRange(textCursor());
    auto *copied = new QMimeData;
    if (m_format == Format::Markdown) {
        copied->setText(m_markdown.copied(m_spans.text(), shown));
    } else {
        const int begin = m_lines.inText(shown.begin);
        copied->setText(m_text.mid(begin, m_lines.inText(shown.end) - begin));
    }
    return copied;
}

// What would be copied, below the text, which keeps its colours.
void TokenTextView::paintSelection(QPainter &painter, const QRectF &seen) const
{
    if (!textCursor().hasSelection())
        return;
    const CharacterRange selected = selectedRange(textCursor()), shown = charactersIn(seen);
    const CharacterRange part{std::max(selected.begin, shown.begin), std::min(selected.end, shown.end)};
    constexpr float Strength = 0.4F; // text that steps back is to be read on it, too
    QColor ground = palette().color(QPalette::Highlight);
    ground.setAlphaF(Strength);
    if (part.begin < part.end)
        for (const QRectF &rect : lineRects(*document(), part))
            painter.fillRect(rect, ground);
}

} // namespace deepscope
