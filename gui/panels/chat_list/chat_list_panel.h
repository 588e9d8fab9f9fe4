// The chats of this and of earlier sessions, newest first: what was asked and what it took. A click shows one in all
// panels; F2 renames it, Del deletes it.
#pragma once

#include "models/chats.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace deepscope {

class ChatListModel;
class ElidedLabel;
class PanelMessageView;

class ChatListPanel : public QWidget {
    Q_OBJECT

public:
    ChatListPanel(RunStore &store, Chats &chats, QWidget *parent = nullptr);

    QListView *list() const { return m_list; }
    ChatListModel *model() const { return m_model; }
    const Chat *selected() const; // the chat that is marked; null = none
    // Of its context menu.
    void setListActions(const QList<QAction *> &actions);

public slots:
    void find(); // the keyboard goes to the filter
    void renameSelected();
    void deleteSelected();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void open(const QModelIndex &index);
    void showCurrent();
    void showState();
    QModelIndex selectedChat() const; // the row of the chat that is marked; invalid = none

    RunStore &m_store;
    Chats &m_chats;
    ChatListModel *m_model;
    QLineEdit *m_filter;
    QListView *m_list;
    PanelMessageView *m_message;
    QStackedWidget *m_stack;
    ElidedLabel *m_note;
    bool m_updating = false;
    bool m_finding = false; // the person asked for the filter
};

} // namespace deepscope
