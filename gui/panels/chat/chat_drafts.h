// What is being written in each chat: it is there again when the chat is, also in one that was deleted and came back.
// Whoever keeps it between starts hears of each change.
#pragma once

#include "models/chats.h"

#include <QHash>

namespace deepscope {

class Composer;

class ChatDrafts : public QObject {
    Q_OBJECT

public:
    ChatDrafts(Chats &chats, Composer &composer);

    QString draft(const QString &chat) const { return m_drafts.value(chat); } // empty id = of a new chat
    void restore(const QHash<QString, QString> &drafts); // by chat, of an earlier start; what is being written stays

    // A question that was not answered, to be changed where it was asked (empty = in a new chat); text that was typed
    // there meanwhile stays.
    void giveBack(const QString &question, const QString &chat);
    void moveToNewChat(); // what is written in the chat that is shown, when a new one begins

signals:
    void changed(const QString &chat);

private:
    void set(const QString &chat, const QString &text);
    void show();

    Chats &m_chats;
    Composer &m_composer;
    QString m_shown;
    QHash<QString, QString> m_drafts; // by chat; of a new one by an empty name
};

} // namespace deepscope
