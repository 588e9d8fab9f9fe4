// Keeps what is being written in each chat between starts, where chats are kept: in the settings, once a moment. A new
// chat has no name so far, and each window has its own: its draft lies in a place that no other window has meanwhile.
#pragma once

#include "app/settings.h"

#include <QLockFile>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace deepscope {

class ChatDrafts;
class Chats;

class DraftKeeper : public QObject {
    Q_OBJECT

public:
    // Drafts of an earlier start are there again at once. `folder`: where windows see each other; empty = there are no
    // others. All else that is given must outlive it.
    DraftKeeper(ChatDrafts &drafts, Chats &chats, Settings &settings, const QString &folder);
    ~DraftKeeper() override; // what was written last is kept

private:
    void restore(const QString &folder);
    bool take(const QString &folder, int place);
    void keep();

    ChatDrafts &m_drafts;
    Chats &m_chats;
    Settings &m_settings;
    std::unique_ptr<QLockFile> m_lock; // as long as this window lives; null = there are no others
    QString m_place;                   // of the draft of a new chat
    QSet<QString> m_changed;           // chats; a new one by an empty name
    QTimer m_timer;
};

} // namespace deepscope
