// Carries what happens to chats into the archive, and what the archive holds into the list of chats.
#pragma once

#include "chat_archive.h"
#include "chats.h"

namespace deepscope {

class ChatKeeper : public QObject {
    Q_OBJECT

public:
    // All three must outlive it.
    ChatKeeper(RunStore &store, Chats &chats, ChatArchive &archive, QObject *parent = nullptr);
    // A run that goes on is kept as far as it went.
    ~ChatKeeper() override;

private:
    void keep(uint32_t run);

    RunStore &m_store;
    Chats &m_chats;
    ChatArchive &m_archive;
};

} // namespace deepscope
