#include "panels/chat_list/chat_list_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>

namespace deepscope {

// Home and the Page keys may come to a day, which is no row to stop at: the next one below it is.
QModelIndex ChatListView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    QModelIndex index = QListView::moveCursor(action, modifiers);
    while (index.isValid() && !(index.flags() & Qt::ItemIsEnabled))
        index = index.siblingAtRow(index.row() + 1);
    return index;
}

// To come by is no wish: where no row is marked, none gets marked.
void ChatListView::focusInEvent(QFocusEvent *event)
{
    const bool marked = currentIndex().isValid();
    const QSignalBlocker quiet(this);
    QListView::focusInEvent(event);
    if (!marked)
        selectionModel()->clear();
}

void ChatListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_pressing && current.isValid())
        emit wanted(current);
}

void ChatListView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return; // the menu's
    m_pressing = true;
    m_pressed = indexAt(event->position().toPoint());
    QListView::mousePressEvent(event);
}

// Sliding with the button down chooses no other row.
void ChatListView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressing)
        QListView::mouseMoveEvent(event);
}

void ChatListView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !m_pressing)
        return;
    m_pressing = false;
    const QModelIndex pressed = m_pressed;
    if (pressed.isValid() && pressed == indexAt(event->position().toPoint()))
        emit wanted(pressed);
    else
        emit notWanted();
}

void ChatListView::mouseDoubleClickEvent(QMouseEvent *event) { event->accept(); }

void ChatListView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Mouse)
        askForMenu(currentIndex());
    else if (const QModelIndex index = indexAt(event->pos()); index.isValid())
        emit menuWanted(index, event->globalPos());
}

void ChatListView::askForMenu(const QModelIndex &index)
{
    if (index.isValid())
        emit menuWanted(index, viewport()->mapToGlobal(visualRect(index).center()));
}

void ChatListView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && currentIndex().isValid())
        emit deleteWanted();
    else if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier)
        askForMenu(currentIndex()); // not every keyboard has a key for menus
    else
        QListView::keyPressEvent(event);
}

} // namespace deepscope
