// What a person has selected of text that goes on growing, also while the button is still down.
#include "panels/shared/token_text_view.h"

#include <QMimeData>
#include <QTextCursor>

namespace deepscope {

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
    TextRange text = selected.text;
    if (!selected.source.empty()) {
        const TextRange shown = m_markdown.shownRange(selected.source);
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
    if (m_lines.empty())
        return QTextEdit::createMimeDataFromSelection();
    auto *copied = new QMimeData;
    copied->setText(m_lines.textOf({textCursor().selectionStart(), textCursor().selectionEnd()}));
    return copied;
}

} // namespace deepscope
