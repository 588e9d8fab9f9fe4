#include "panels/chat/conversation_scroll.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int LineStep = 40; // of Up, Down and the wheel, in pixels

} // namespace

ConversationScroll::ConversationScroll(QWidget *parent) : PanelScroll(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    QScrollBar *bar = verticalScrollBar();
    bar->setSingleStep(LineStep);
    connect(bar, &QScrollBar::rangeChanged, this, [this] {
        if (m_staysAtEnd)
            goToEnd();
    });
    // Told of whatever a person does to it, before it moves; never of setValue().
    connect(bar, &QScrollBar::actionTriggered, this, [this, bar] {
        if (bar->maximum() == 0)
            return;
        m_staysAtEnd = bar->sliderPosition() == bar->maximum();
        emit movedByPerson(m_staysAtEnd);
    });
}

void ConversationScroll::goToEnd()
{
    int end = verticalScrollBar()->maximum();
    if (m_part)
        end = std::min(end, inContent(*m_part, m_part->rect()).top());
    verticalScrollBar()->setValue(end);
}

void ConversationScroll::setStaysAtEnd(bool stays, const QWidget *part)
{
    m_staysAtEnd = stays;
    m_part = part;
    if (stays)
        goToEnd();
}

QRect ConversationScroll::inContent(const QWidget &part, const QRect &rect) const
{
    return rect.translated(part.mapTo(widget(), QPoint()));
}

void ConversationScroll::reveal(const QWidget &part, const QRect &rect)
{
    m_staysAtEnd = false;
    const QPoint centre = inContent(part, rect).center();
    ensureVisible(centre.x(), centre.y(), 0, 2 * rect.height());
}

void ConversationScroll::showFromTop(const QWidget &part)
{
    m_staysAtEnd = false;
    const QRect rows = inContent(part, part.rect());
    const int top = verticalScrollBar()->value();
    if (rows.top() < top || rows.bottom() > top + viewport()->height())
        verticalScrollBar()->setValue(rows.top());
}

void ConversationScroll::takeKeysOf(QPlainTextEdit *editor) { editor->installEventFilter(this); }

bool ConversationScroll::eventFilter(QObject *watched, QEvent *event)
{
    const auto *editor = qobject_cast<QPlainTextEdit *>(watched);
    if (!editor || event->type() != QEvent::KeyPress)
        return PanelScroll::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool page = key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown;
    const bool line = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down || key->key() == Qt::Key_Home ||
                      key->key() == Qt::Key_End;
    const bool plain = !(key->modifiers() & ~Qt::KeypadModifier);
    const bool unused =
        (page && editor->verticalScrollBar()->maximum() == 0) || (line && editor->document()->isEmpty());
    if (!plain || !unused)
        return PanelScroll::eventFilter(watched, event);
    keyPressEvent(key);
    return true;
}

} // namespace deepscope
