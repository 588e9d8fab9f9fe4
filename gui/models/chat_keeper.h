// Carries what happens to chats into the archive, and what the archive holds into the list of chats. A run is kept from
// the moment it is asked, and its tokens as they come: a crash loses no more than what was not written yet.
#pragma once

#include "chat_archive.h"
#include "chats.h"

#include <QTimer>

#include <map>
#include <set>

namespace deepscope {

class ChatKeeper : public QObject {
    Q_OBJECT

public:
    // Tokens are written at least this often, in milliseconds.
    static constexpr int Interval = 500;

    // All three must outlive it.
    ChatKeeper(RunStore &store, Chats &chats, ChatArchive &archive, QObject *parent = nullptr);
    // A run that goes on is kept as far as it went.
    ~ChatKeeper() override;

private:
    struct Open {
        KeptTurn turn;
        int tokens = 0; // written so far
    };
    void begin(uint32_t run);
    void append(uint32_t run);
    void appendAll();
    void finish(uint32_t run);
    std::vector<TokenTrace> newTokens(uint32_t run);

    RunStore &m_store;
    Chats &m_chats;
    ChatArchive &m_archive;
    void release();

    std::map<uint32_t, Open> m_open; // runs that are being kept
    std::set<uint32_t> m_kept;       // runs that the archive was given or gave
    QTimer m_timer;
};

} // namespace deepscope
