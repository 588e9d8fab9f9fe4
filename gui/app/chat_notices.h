// Says above the composer what the next question meets with, and does what is chosen there: a chat that was with
// another model, a full context, a model that waits for the answer. Beside Send it says what the question takes.
#pragma once

#include "app/workbench.h"
#include "panels/chat/chat_notice.h"

#include <QHash>

namespace deepscope {

class ChatPanel;

class ChatNotices : public QObject {
    Q_OBJECT

public:
    ChatNotices(Workbench &workbench, ChatPanel &panel);

signals:
    void openWanted(const QString &path); // a model

private:
    void update();
    void showCount();
    ChatNotice notice();
    ChatNotice ofWaitingChange();
    ChatNotice ofNoModel();
    ChatNotice ofOtherModel();
    QString ofImport() const;
    ChatNotice ofRoom(const PromptUse &use);
    ChatNotice ofFullContext(const QString &sentence, const PromptUse &use);
    ChatNotice ofLeftOutTurns();
    ChatNotice::Choice loadModel(const QString &path);
    ChatNotice::Choice newChat();
    ChatNotice::Choice leaveOutOldest(const PromptUse &use);
    ChatNotice::Choice askWithoutHistory();
    bool isGone(const QString &path);

    Workbench &m_workbench;
    Chats &m_chats;
    ChatPanel &m_panel;
    QHash<QString, bool> m_gone; // files of models, by path, as far as they were looked for
};

} // namespace deepscope
