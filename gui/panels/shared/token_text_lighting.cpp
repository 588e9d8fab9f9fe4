// Which tokens stand out in a text, and how they are painted: with grounds below them, and less ink for what steps
// back.
#include "panels/shared/token_text_view.h"

#include "paint/palette.h"
#include "panels/shared/text_geometry.h"
#include "panels/shared/underline.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr float UnwrittenInk = 0.3F; // to be seen, not read: it comes
constexpr int ShortText = 4000;      // characters, of which all may stand out
constexpr qreal RoomToScroll = 800;  // pixels above and below
constexpr qreal RoomForOutline = 2;  // of a focused token, below its line

CharacterRange rangeOf(const QTextEdit::ExtraSelection &selection)
{
    return {selection.cursor.selectionStart(), selection.cursor.selectionEnd()};
}

CharacterRange common(CharacterRange a, CharacterRange b)
{
    const int begin = std::max(a.begin, b.begin);
    return {begin, std::max(begin, std::min(a.end, b.end))};
}

// How much the panel shows through text that is to look as `wanted`.
double veilOf(const QColor &wanted, const Palette &color)
{
    const double text = color(Role::Text).lightnessF(), panel = color(Role::Panel).lightnessF();
    return text == panel ? 0 : std::clamp((wanted.lightnessF() - text) / (panel - text), 0.0, 1.0);
}

} // namespace

void TokenTextView::refreshLit() { light(QRectF(viewport()->visibleRegion().boundingRect()).translated(scrolled())); }

void TokenTextView::lightWhatIsSeen(const QRectF &seen)
{
    if (!m_marks.lit && !m_marks.ground)
        return;
    const CharacterRange part = charactersIn(seen);
    if (part.begin < m_lightable.begin || part.end > m_lightable.end)
        light(seen);
}

// All of the lines there; `part` in coordinates of the document.
CharacterRange TokenTextView::charactersIn(const QRectF &part) const
{
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    const int all = document()->characterCount() - 1;
    const auto near = [&](qreal x, qreal y) { return layout->hitTest(QPointF(x, y), Qt::FuzzyHit); };
    const int first = std::min(near(0, part.top()), near(width(), part.top()));
    const int last = std::max(near(0, part.bottom()), near(width(), part.bottom()));
    return {part.top() <= 0 ? 0 : std::max(first, 0),
            part.bottom() >= layout->documentSize().height() ? all : std::clamp(last, 0, all)};
}

void TokenTextView::light(const QRectF &seen)
{
    const int all = document()->characterCount() - 1;
    m_lightable = {0, all};
    if (all > ShortText && (m_marks.lit || m_marks.ground))
        m_lightable = charactersIn(seen.adjusted(0, -RoomToScroll, 0, RoomToScroll));
    QList<ExtraSelection> selections;
    const Palette colours = Palette::of(palette());
    const auto add = [&](CharacterRange shown, const QColor &text, const QColor &ground) {
        ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(shown.begin);
        selection.cursor.setPosition(shown.end, QTextCursor::KeepAnchor);
        selection.format.setForeground(text);
        if (ground.isValid())
            selection.format.setBackground(ground);
        selections.push_back(selection);
    };
    const auto stands = [this](CharacterRange shown) {
        return !shown.empty() && shown.end > m_lightable.begin && shown.begin < m_lightable.end;
    };
    for (const uint32_t token : m_marks.ground ? m_spans.tokens() : std::vector<uint32_t>())
        if (const CharacterRange shown = shownRange(token); stands(shown))
            if (const QColor ground = m_marks.ground(token); ground.isValid())
                add(shown, colours(Role::Text), ground);
    if (m_marks.lit) {
        add({0, all}, colours(Role::QuietText), {});
        for (const uint32_t token : m_spans.tokens())
            if (const CharacterRange shown = shownRange(token); stands(shown) && m_marks.lit(token)) {
                const QColor ground = m_marks.ground ? m_marks.ground(token) : QColor();
                add(shown, colours(Role::Text), ground.isValid() ? ground : colours(Role::Lit));
            }
    }
    if (m_marks.written >= 0 && !m_spans.tokens().empty()) {
        QColor faint = colours(Role::Text);
        faint.setAlphaF(UnwrittenInk);
        add({writtenEnd(), all}, over(faint, colours(Role::Panel)), {});
    }
    if (m_currentFound >= 0)
        add(m_lines.inDocument(m_found[static_cast<size_t>(m_currentFound)]), colours(Role::AccentText),
            colours(Role::Accent));
    setExtraSelections(selections);
}

int TokenTextView::writtenEnd() const
{
    const std::vector<uint32_t> &tokens = m_spans.tokens();
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token)
        if (static_cast<int>(*token) <= m_marks.written)
            if (const CharacterRange shown = shownRange(*token); !shown.empty())
                return shown.end;
    return 0;
}

void TokenTextView::paintGrounds(QPainter &painter, const QRectF &seen) const
{
    const CharacterRange part = charactersIn(seen);
    for (const ExtraSelection &selection : extraSelections())
        if (selection.format.hasProperty(QTextFormat::BackgroundBrush))
            for (const QRectF &rect : lineRects(*document(), common(rangeOf(selection), part)))
                painter.fillRect(rect, selection.format.background());
}

// Also of what steps back: they say something else.
void TokenTextView::paintUnderlines(QPainter &painter) const
{
    const Palette colours = Palette::of(palette());
    for (const auto &[token, strength] : m_marks.underlined)
        for (const QRectF &rect : lineRects(*document(), shownRange(static_cast<uint32_t>(token))))
            paintUnderline(painter, colours, rect.adjusted(0, 0, 0, -RoomForOutline), strength);
}

QRegion TokenTextView::fadedRegion(const QRectF &seen) const
{
    if (!m_marks.lit)
        return {};
    const CharacterRange part = charactersIn(seen);
    QRegion region = seen.toAlignedRect();
    bool behindAll = false; // light() has first what stands for all that steps back
    for (const ExtraSelection &selection : extraSelections()) {
        if (behindAll)
            for (const QRectF &rect : lineRects(*document(), common(rangeOf(selection), part)))
                region -= rect.toRect();
        behindAll = behindAll || !selection.format.hasProperty(QTextFormat::BackgroundBrush);
    }
    return region;
}

QRegion TokenTextView::unwrittenRegion(const QRectF &seen) const
{
    if (m_marks.written < 0 || m_spans.tokens().empty())
        return {};
    const CharacterRange part = charactersIn(seen);
    QRegion region;
    for (const QRectF &rect : lineRects(*document(), common({writtenEnd(), part.end}, part)))
        region += rect.toAlignedRect();
    if (m_currentFound >= 0)
        for (const QRectF &rect : lineRects(*document(), common(rangeOf(extraSelections().back()), part)))
            region -= rect.toAlignedRect();
    return region;
}

// In colours of its own, but for what was found last; thinner where it steps back, whatever lies below.
void TokenTextView::paintText(QPainter &painter, const QRectF &seen) const
{
    const Palette colours = Palette::of(palette());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = palette();
    context.clip = seen;
    if (m_currentFound >= 0 && !extraSelections().isEmpty()) {
        ExtraSelection found = extraSelections().back();
        found.format.clearBackground();
        context.selections = {{found.cursor, found.format}};
    }
    const QRegion unwritten = unwrittenRegion(seen), faded = fadedRegion(seen) - unwritten;
    const auto draw = [&](const QRegion &region, double ink) {
        if (region.isEmpty())
            return;
        painter.save();
        painter.setClipRegion(region);
        painter.setOpacity(ink);
        document()->documentLayout()->draw(&painter, context);
        painter.restore();
    };
    draw(QRegion(seen.toAlignedRect()) - faded - unwritten, 1);
    draw(faded, 1 - veilOf(colours(Role::QuietText), colours));
    draw(unwritten, UnwrittenInk);
}

} // namespace deepscope
