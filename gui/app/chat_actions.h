// Connects the commands on chats with the list of chats, and offers to undo what was deleted.
#pragma once

#include "app/actions.h"
#include "app/cache_keeper.h"
#include "models/chats.h"

namespace deepscope {

class ChatListPanel;

class ChatActions : public QObject {
    Q_OBJECT

public:
    // `caches`: null = none can be kept. All must outlive it.
    ChatActions(const Actions &actions, Chats &chats, ChatListPanel *panel, CacheKeeper *caches);

signals:
    void deleted(const QString &sentence); // and actions.undoDelete brings it back
    void restored();

private:
    void updateEnabled();
    void announce(int count);
    void showCache();

    Actions m_actions;
    Chats &m_chats;
    ChatListPanel *m_panel;
    CacheKeeper *m_caches;
};

} // namespace deepscope
