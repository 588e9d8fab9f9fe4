// Keeps what is being written in each chat between starts, where chats are kept: in the settings, once a moment.
#pragma once

#include "app/settings.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace deepscope {

class ChatDrafts;
class Chats;

class DraftKeeper : public QObject {
    Q_OBJECT

public:
    // Drafts of an earlier start are there again at once. All that is given must outlive it.
    DraftKeeper(ChatDrafts &drafts, Chats &chats, Settings &settings);
    ~DraftKeeper() override; // what was written last is kept

private:
    void keep();

    ChatDrafts &m_drafts;
    Chats &m_chats;
    Settings &m_settings;
    QSet<QString> m_changed; // chats; a new one by an empty name
    QTimer m_timer;
};

} // namespace deepscope
