// The chats of this and of earlier sessions, newest first: what was asked and what it took. A click shows one in all
// panels; F2 renames it, Del on its own row deletes it. The rows of its questions show them, and delete nothing.
#pragma once

#include "models/chats.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace deepscope {

class ChatListModel;
class ChatListView;
class ElidedLabel;
class PanelMessageView;

class ChatListPanel : public QWidget {
    Q_OBJECT

public:
    ChatListPanel(RunStore &store, Chats &chats, QWidget *parent = nullptr);

    QListView *list() const;
    ChatListModel *model() const { return m_model; }
    const Chat *selected() const; // the chat that is marked; null = none
    // Of the context menus of a chat and of one of its questions.
    void setMenus(const QList<QAction *> &ofChat, const QList<QAction *> &ofTurn);

public slots:
    void find(); // the keyboard goes to the filter
    void renameSelected();
    void deleteSelected();

signals:
    void notice(const QString &sentence); // why a key did nothing

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct UnfinishedName {
        QString chat, text;
        int cursor;
    };
    std::optional<UnfinishedName> unfinishedName() const;
    void goOnRenaming();
    void arrange();
    void open(const QModelIndex &index);
    void mark(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &where);
    void deleteByKey();
    void showCurrent();
    void showState();
    QModelIndex selectedChat() const; // the row of the chat that is marked; invalid = none

    RunStore &m_store;
    Chats &m_chats;
    ChatListModel *m_model;
    QLineEdit *m_filter;
    ChatListView *m_list;
    PanelMessageView *m_message;
    QStackedWidget *m_stack;
    ElidedLabel *m_note;
    QList<QAction *> m_chatMenu, m_turnMenu;
    std::optional<UnfinishedName> m_unfinished; // while the list changes
    bool m_updating = false;
    bool m_finding = false; // the person asked for the filter
};

} // namespace deepscope
