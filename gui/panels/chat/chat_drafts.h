// What is being written in each chat: it is there again when the chat is, also in one that was deleted and came back.
#pragma once

#include "models/chats.h"

#include <QHash>

namespace deepscope {

class Composer;

class ChatDrafts : public QObject {
    Q_OBJECT

public:
    ChatDrafts(Chats &chats, Composer &composer);

    // A question that was not answered, to be changed where it was asked (empty = in a new chat); text that was typed
    // there meanwhile stays.
    void giveBack(const QString &question, const QString &chat);
    void moveToNewChat(); // what is written in the chat that is shown, when a new one begins

private:
    void show();

    Chats &m_chats;
    Composer &m_composer;
    QString m_shown;
    QHash<QString, QString> m_drafts; // by chat; of a new one by an empty name
};

} // namespace deepscope
