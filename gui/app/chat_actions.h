// Connects the commands on chats with the list of chats, and offers to undo what was deleted.
#pragma once

#include "app/actions.h"
#include "models/chats.h"

namespace deepscope {

class ChatListPanel;

class ChatActions : public QObject {
    Q_OBJECT

public:
    ChatActions(const Actions &actions, Chats &chats, ChatListPanel *panel);

signals:
    void deleted(const QString &sentence); // and actions.undoDelete brings it back
    void restored();

private:
    void updateEnabled();
    void announce(int count);

    Actions m_actions;
    Chats &m_chats;
    ChatListPanel *m_panel;
};

} // namespace deepscope
