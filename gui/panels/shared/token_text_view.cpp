#include "panels/shared/token_text_view.h"

#include "paint/palette.h"
#include "panels/shared/markdown_code.h"
#include "panels/shared/markdown_quotes.h"
#include "panels/shared/shown_characters.h"
#include "panels/shared/text_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int WidthRests = 150; // milliseconds, until long lines are wrapped for it

} // namespace

TokenTextView::TokenTextView(Format format, QWidget *parent)
    : QTextEdit(parent), m_format(format), m_lines(document()), m_markdown(document()), m_code(new CodeHeads(*this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(2);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &TokenTextView::fitHeight);
    connect(this, &QTextEdit::selectionChanged, this, [this] {
        if (textCursor().hasSelection())
            emit held();
    });
    m_code->setSource([this](int begin) { return m_markdown.codeAt(m_spans.text(), begin); });
    connect(m_code, &CodeHeads::pressed, this, &TokenTextView::held);
    m_wrap.setSingleShot(true);
    connect(&m_wrap, &QTimer::timeout, this, &TokenTextView::wrapAnew);
}

void TokenTextView::showText(const QString &text)
{
    m_text = text;
    m_lines.clear();
    document()->setPlainText(shownPlainText(text));
    m_wrap.start(0);
    findFrom(0);
}

void TokenTextView::showTokens(const TokenSpans &spans)
{
    m_spans = spans;
    if (m_format == Format::Plain && m_text != spans.text())
        showText(spans.text());
    if (m_format == Format::Markdown) {
        m_markdown.update(m_spans.text());
        m_code->place(m_markdown.codeHeads());
        findFrom(m_markdown.changedFrom());
    }
    refreshLit();
}

void TokenTextView::appendToken(uint32_t token, std::string_view bytes) { m_spans.append(token, bytes); }

void TokenTextView::appendText(const QString &text) { m_spans.appendText(text); }

void TokenTextView::updateText()
{
    QSignalBlocker quiet(this); // what moves the selection here is no person
    const Selected kept = selected();
    int changedFrom = static_cast<int>(m_text.size());
    if (m_format == Format::Markdown) {
        m_markdown.update(m_spans.text());
        m_code->place(m_markdown.codeHeads());
        changedFrom = m_markdown.changedFrom();
    } else {
        const int from = document()->characterCount() - 1;
        appendPlain();
        if (isVisible()) // else its width is not known
            m_lines.cut(from);
    }
    select(kept);
    quiet.unblock();
    findFrom(changedFrom);
    if (m_marks.lit || m_marks.ground || m_marks.written >= 0 || m_currentFound >= 0)
        refreshLit();
}

// Line ends at the end wait for the text that they lead to: an empty last line says nothing.
void TokenTextView::appendPlain()
{
    const QString &text = m_spans.text();
    qsizetype end = text.size();
    while (end > 0 && (text[end - 1] == u'\n' || text[end - 1] == u'\r'))
        --end;
    const qsizetype shown = document()->characterCount() - 1 - m_lines.count();
    const QString added = shownPlainText(text.mid(shown, end - shown));
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::End);
    const qsizetype lineEnd = m_lines.empty() ? -1 : added.indexOf(u'\n');
    cursor.insertText(added.left(lineEnd));
    if (lineEnd >= 0) { // the next line is no piece of a long one
        cursor.insertBlock(QTextBlockFormat());
        cursor.insertText(added.mid(lineEnd + 1));
    }
    cursor.endEditBlock();
    m_text = text;
}

void TokenTextView::finish()
{
    m_spans.finish();
    updateText();
}

void TokenTextView::setMarks(const TokenMarks &marks)
{
    m_marks = marks;
    viewport()->update();
}

void TokenTextView::setHover(int token)
{
    if (token == m_marks.hover)
        return;
    m_marks.hover = token;
    viewport()->update();
}

CharacterRange TokenTextView::shownRange(uint32_t token) const
{
    const CharacterRange source = m_spans.rangeOf(token);
    const CharacterRange shown =
        m_format == Format::Markdown ? m_markdown.shownRange(source) : m_lines.inDocument(source);
    const int end = document()->characterCount() - 1; // line ends at the end are not shown
    return {std::min(shown.begin, end), std::min(shown.end, end)};
}

// The view is as tall as its document, but a drag past the edge may still scroll it.
QPointF TokenTextView::scrolled() const
{
    return QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

int TokenTextView::tokenAt(const QPoint &viewportPosition) const
{
    const int found = characterAt(*document(), viewportPosition + scrolled());
    if (found < 0)
        return -1;
    const int character = m_lines.inText(found);
    const int source = m_format == Format::Markdown ? m_markdown.sourceAt(character) : character;
    return source < 0 ? -1 : m_spans.tokenAt(source);
}

QRect TokenTextView::tokenRect(uint32_t token) const
{
    const std::vector<QRectF> rects = lineRects(*document(), shownRange(token));
    return rects.empty() ? QRect() : rects.front().translated(-scrolled()).toAlignedRect();
}

void TokenTextView::outline(QPainter &painter, int token, const QColor &colour, qreal width) const
{
    if (token < 0)
        return;
    painter.setPen(QPen(colour, width));
    for (const QRectF &rect : lineRects(*document(), shownRange(static_cast<uint32_t>(token))))
        painter.drawRoundedRect(rect.translated(-scrolled()).adjusted(-0.5, 0.5, 0.5, -0.5), 2, 2);
}

void TokenTextView::paintEvent(QPaintEvent *event)
{
    const Palette colours = Palette::of(palette());
    const QRectF seen = QRectF(event->rect()).translated(scrolled());
    lightWhatIsSeen(seen);
    { // below the text
        QPainter grounds(viewport());
        grounds.translate(-scrolled());
        paintCode(grounds, *document(), seen, colours);
        paintGrounds(grounds, seen);
        paintFound(grounds, seen);
        paintSelection(grounds, seen);
        paintUnderlines(grounds);
    }
    QPainter painter(viewport());
    painter.translate(-scrolled());
    paintText(painter, seen);
    paintQuotes(painter, *document(), seen, colours(Role::Axis));
    painter.translate(scrolled());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_marks.hover != m_marks.focus)
        outline(painter, m_marks.hover, colours(Role::Hover), 1.5);
    outline(painter, m_marks.focus, colours(Role::Focus), 2);
}

void TokenTextView::mouseMoveEvent(QMouseEvent *event)
{
    QTextEdit::mouseMoveEvent(event);
    emit tokenHovered(tokenAt(event->position().toPoint()));
    showLink(event->position().toPoint());
}

void TokenTextView::mousePressEvent(QMouseEvent *event)
{
    QTextEdit::mousePressEvent(event);
    m_pressed = event->position().toPoint();
    if (event->button() == Qt::LeftButton)
        emit held();
}

// A click opens a link or points at a token; a drag selects text to copy.
void TokenTextView::mouseReleaseEvent(QMouseEvent *event)
{
    QTextEdit::mouseReleaseEvent(event);
    const QPoint released = event->position().toPoint();
    const bool dragged = (released - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || dragged || textCursor().hasSelection())
        return;
    if (openLink(linkAt(released)))
        return;
    if (const int token = tokenAt(released); token >= 0)
        emit tokenClicked(token);
}

void TokenTextView::leaveEvent(QEvent *event)
{
    QTextEdit::leaveEvent(event);
    m_pointed.clear();
    emit tokenHovered(-1);
}

// The conversation scrolls, not its parts; keys that are not for copying belong to the window.
void TokenTextView::wheelEvent(QWheelEvent *event) { event->ignore(); }

void TokenTextView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll))
        QTextEdit::keyPressEvent(event);
    else
        event->ignore();
}

void TokenTextView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
    if (event->size().width() != event->oldSize().width())
        m_wrap.start(m_lines.empty() ? 0 : WidthRests);
}

void TokenTextView::showEvent(QShowEvent *event)
{
    QTextEdit::showEvent(event);
    if (!m_wrap.isActive())
        m_wrap.start(0);
}

void TokenTextView::wrapAnew()
{
    if (m_format != Format::Plain || !isVisible())
        return; // the next time that it is shown
    const QSignalBlocker quiet(this);
    m_lines.join();
    m_lines.cut();
    refreshLit();
}

void TokenTextView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshLit();
}

// Nothing that a model writes makes the program read a file or open a connection.
QVariant TokenTextView::loadResource(int, const QUrl &) { return {}; }

void TokenTextView::fitHeight()
{
    const int height = static_cast<int>(std::ceil(document()->size().height()));
    if (height != this->height())
        setFixedHeight(height);
    if (m_format == Format::Markdown)
        m_code->place(m_markdown.codeHeads());
}

QSize TokenTextView::sizeHint() const { return {200, static_cast<int>(std::ceil(document()->size().height()))}; }

QSize TokenTextView::minimumSizeHint() const { return {40, sizeHint().height()}; }

} // namespace deepscope
