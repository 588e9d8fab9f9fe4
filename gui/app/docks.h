// The panels around the chat, and the layout in which they first appear.
#pragma once

#include "app/dock_set.h"
#include "models/chats.h"
#include "models/playback.h"

namespace deepscope {

class ChatListPanel;

class Docks : public DockSet {
public:
    Docks(QMainWindow &window, RunStore &store, Selection &selection, Playback &playback, Chats &chats);

    ChatListPanel *chatList() const { return m_chatList; }

protected:
    void arrange() override;

private:
    ChatListPanel *m_chatList;
    QDockWidget *m_chats, *m_experts, *m_memory, *m_details, *m_tokens, *m_comparison;
};

} // namespace deepscope
