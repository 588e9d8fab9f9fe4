// The panels around the chat, and the layout in which they first appear.
#pragma once

#include "models/chats.h"
#include "models/playback.h"

#include <QList>

class QAction;
class QDockWidget;
class QMainWindow;

namespace deepscope {

class ChatListPanel;

class Docks {
public:
    Docks(QMainWindow &window, RunStore &store, Selection &selection, Playback &playback, Chats &chats);

    ChatListPanel *chatList() const { return m_chatList; }

    QList<QAction *> toggleActions() const { return m_actions; }

    // The layout of the design, also for panels that were closed or floated.
    void reset();
    QByteArray save() const;
    bool restore(const QByteArray &layout); // false: nothing was changed

private:
    QDockWidget *add(const char *name, const QString &title, QWidget *panel, const char *shortcut);

    QMainWindow &m_window;
    QList<QDockWidget *> m_all;
    QList<QAction *> m_actions; // in the same order
    ChatListPanel *m_chatList;
    QDockWidget *m_chats, *m_experts, *m_memory, *m_details, *m_tokens;
};

} // namespace deepscope
