// Keeps the caches of those chats for which a person wishes it: written after each answer, brought back when the chat
// is shown with its model in use, removed with the chat.
#pragma once

#include "api/engine.h"
#include "models/chats.h"
#include "models/kept_caches.h"

#include <QObject>
#include <QSet>

#include <map>

namespace deepscope {

class CacheKeeper : public QObject {
    Q_OBJECT

public:
    // `folder`: that of the chats. The others must outlive it, and the engine ends before it does.
    CacheKeeper(RunStore &store, Chats &chats, const QString &folder, QObject *parent = nullptr);
    ~CacheKeeper() override;

    bool keeps(const QString &chat) const { return !m_dropped.contains(chat) && m_files.keeps(chat); }
    void setKeeps(const QString &chat, bool keeps);
    // Of the file; where there is none so far, what it would take. 0 = not known.
    uint64_t bytes(const QString &chat) const;
    // Why nothing of it is kept though it is wished, in one sentence; empty: nothing is known against it.
    QString reasonAgainst(const QString &chat) const;
    // A change of the model begins, which is not to wait for a large file; what was kept before stays. Nothing is asked
    // until settle().
    void cancel();
    void settle(); // the model in use is the one that stays; where it is the same as before, what was missed is kept
    void sweep();  // removes what is of no chat that is listed

public slots:
    void takeKept(const deepscope::CacheKept &kept);
    void takeRestored(const deepscope::CacheRestored &restored);

signals:
    void asked(const deepscope::Request &request); // of the engine
    void cancelled(uint32_t request);              // that was asked
    void changed();                                // which caches are kept, or how large they are
    void notice(const QString &sentence);

private:
    void keep(const QString &chat);
    void restoreShown();
    void drop(const QString &chat);
    bool isBeingWritten(const QString &chat) const;
    bool isKeptWhole(const QString &chat) const;   // the branch that it shows
    const Run *lastRun(const QString &chat) const; // that the chat shows, and the model in use computed; null = none

    RunStore &m_store;
    Chats &m_chats;
    KeptCaches m_files;
    uint32_t m_request = 0xa0000000;                  // its numbers lie apart from those of runs and other questions
    std::map<uint32_t, QString> m_writing, m_reading; // chats, by the request that goes on
    QSet<QString> m_inCache;                          // of the model in use, as far as it is known
    QSet<QString> m_missed;                           // they were to be kept while the model was to change
    QSet<QString> m_dropped;                          // they are still being written
    QSet<QString> m_deleted;                          // they may be brought back
    QSet<uint32_t> m_forgotten;                       // requests whose end concerns nobody
    bool m_settled = true;
};

} // namespace deepscope
