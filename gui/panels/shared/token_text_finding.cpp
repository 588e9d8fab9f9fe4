// Words that are looked for in a text, also while it grows.
#include "panels/shared/token_text_view.h"

#include "paint/palette.h"
#include "panels/shared/found_words.h"
#include "panels/shared/text_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr qreal Underline = 2; // also seen where the ground of a token is of the same colour

} // namespace

void TokenTextView::find(const QString &words)
{
    if (words == m_wanted)
        return;
    m_wanted = words;
    m_found.clear();
    m_currentFound = -1;
    findFrom(0);
    refreshLit();
    viewport()->update();
}

// What was found before this place of the text stays.
void TokenTextView::findFrom(int place)
{
    if (m_wanted.isEmpty())
        return;
    const size_t before = m_found.size();
    while (!m_found.empty() && m_found.back().end > place)
        m_found.pop_back();
    const int reaching = place - static_cast<int>(m_wanted.size()) + 1; // what begins there may end behind the place
    const int from = std::max({0, reaching, m_found.empty() ? 0 : m_found.back().end});
    const QString text = m_format == Format::Markdown ? document()->toRawText() : m_text;
    std::ranges::copy(findWords(text, m_wanted, from), std::back_inserter(m_found));
    m_currentFound = std::min(m_currentFound, found() - 1);
    if (m_found.size() != before)
        emit foundChanged();
}

void TokenTextView::setCurrentFound(int match)
{
    if (match == m_currentFound)
        return;
    m_currentFound = match;
    refreshLit();
}

QRect TokenTextView::foundRect(int match) const
{
    const std::vector<QRectF> rects = lineRects(*document(), m_lines.inDocument(m_found[static_cast<size_t>(match)]));
    return rects.empty() ? QRect() : rects.front().translated(-scrolled()).toAlignedRect();
}

// Below the text, as far as it is seen. `painter` and `seen` in coordinates of the document.
void TokenTextView::paintFound(QPainter &painter, const QRectF &seen) const
{
    if (m_found.empty())
        return;
    const Palette colours = Palette::of(palette());
    const CharacterRange shown = charactersIn(seen);
    const int first = m_lines.inText(shown.begin), last = m_lines.inText(shown.end);
    auto match = std::ranges::lower_bound(m_found, first, {}, &CharacterRange::end);
    for (; match != m_found.end() && match->begin <= last; ++match)
        for (const QRectF &rect : lineRects(*document(), m_lines.inDocument(*match))) {
            painter.fillRect(rect, colours(match - m_found.begin() == m_currentFound ? Role::Accent : Role::Lit));
            painter.fillRect(QRectF(rect.left(), rect.bottom() - Underline, rect.width(), Underline),
                             colours(Role::Accent));
        }
}

} // namespace deepscope
