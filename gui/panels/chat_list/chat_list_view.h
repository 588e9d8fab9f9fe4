// Rows that are wished for by a key or by a whole click. Rows come and go when a chat opens, so what comes under a
// pointer whose button is still down, or under the second click of a double click, is not what anyone pointed at.
#pragma once

#include <QListView>

namespace deepscope {

class ChatListView : public QListView {
    Q_OBJECT

public:
    using QListView::QListView;

    bool isEditing() const { return state() == EditingState; }

signals:
    void wanted(const QModelIndex &index);
    void notWanted(); // the button was let go elsewhere: nothing was chosen
    void deleteWanted();
    void menuWanted(const QModelIndex &index, const QPoint &where); // on the screen

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void askForMenu(const QModelIndex &index);

    bool m_pressing = false;
    QPersistentModelIndex m_pressed;
};

} // namespace deepscope
