// Carries what happens to chats into the archive, and what the archive holds into the list of chats. A run is kept from
// the moment it is asked, and its tokens as they come: a crash loses no more than what was not written yet.
#pragma once

#include "chat_archive.h"
#include "chats.h"

#include <QTimer>

#include <map>

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

signals:
    void keptAnew(const QString &chat); // another program had deleted it, and it goes on here

private:
    struct Open {
        KeptTurn turn;
        int tokens = 0; // written so far
    };
    void begin(uint32_t run);
    std::shared_ptr<KeptPlace> placeBefore(const Chat &chat, uint32_t run) const;
    void choose(uint32_t run);
    void label(uint32_t run, const TokenLabels &before);
    void readMore(const QString &chat);
    void takeMore(const QString &chat, const MoreRuns &more);
    void keepImported(const std::vector<ImportedChat> &chats);
    void keepAnew(const KeptTurn &gone);
    void append(uint32_t run);
    void appendAll();
    void finish(uint32_t run);
    std::vector<TokenTrace> newTokens(uint32_t run);
    void release();

    RunStore &m_store;
    Chats &m_chats;
    ChatArchive &m_archive;
    std::map<uint32_t, Open> m_open;                       // runs that are being kept
    std::map<uint32_t, std::shared_ptr<KeptPlace>> m_kept; // runs that the archive was given, or gave
    std::map<QString, bool> m_readingMore; // chats of which more is being read, and whether it must be once more
    QTimer m_timer;
};

} // namespace deepscope
