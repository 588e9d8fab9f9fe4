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
    connect(bar, &QScrollBar::actionTriggered, this, [this, bar] { movedTo(bar->sliderPosition()); });
    // The range keeps the end in view before the value is bound to it.
    connect(bar, &QScrollBar::valueChanged, this, [this](int value) {
        if (m_staysAtEnd && !m_moves)
            movedTo(value);
    });
}

void ConversationScroll::movedTo(int value)
{
    const int end = verticalScrollBar()->maximum();
    if (end == 0)
        return;
    m_staysAtEnd = value == end;
    m_part = nullptr; // who went to the end of several answers stays there
    emit movedByPerson(m_staysAtEnd);
}

void ConversationScroll::moveTo(int value)
{
    m_moves = true;
    verticalScrollBar()->setValue(value);
    m_moves = false;
}

// A pan, by touch, sets the bar's value.
bool ConversationScroll::viewportEvent(QEvent *event)
{
    const bool pans = event->type() == QEvent::Scroll;
    const int before = verticalScrollBar()->value();
    m_moves = pans;
    const bool taken = PanelScroll::viewportEvent(event);
    m_moves = false;
    if (pans && verticalScrollBar()->value() != before)
        movedTo(verticalScrollBar()->value());
    return taken;
}

void ConversationScroll::goToEnd()
{
    int end = verticalScrollBar()->maximum();
    if (m_part)
        end = std::min(end, inContent(*m_part, m_part->rect()).top());
    moveTo(end);
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
