#include "panels/chat/chat_drafts.h"

#include "panels/chat/composer.h"

namespace deepscope {

ChatDrafts::ChatDrafts(Chats &chats, Composer &composer)
    : QObject(&composer), m_chats(chats), m_composer(composer), m_shown(chats.shownId())
{
    connect(&composer, &Composer::textChanged, this, [this] { m_drafts[m_shown] = m_composer.text(); });
    connect(&chats, &Chats::began, this, [this](const QString &chat) { // a suggestion may have begun it
        if (m_shown.isEmpty())
            m_drafts[chat] = m_drafts.take({});
    });
    connect(&chats, &Chats::shownChanged, this, &ChatDrafts::show);
}

void ChatDrafts::show()
{
    m_shown = m_chats.shownId();
    const QString draft = m_drafts.value(m_shown);
    if (draft != m_composer.text())
        m_composer.setText(draft);
}

void ChatDrafts::giveBack(const QString &question, const QString &chat)
{
    if (chat == m_shown)
        m_composer.giveBack(question);
    else if (m_drafts.value(chat).trimmed().isEmpty())
        m_drafts[chat] = question;
}

void ChatDrafts::moveToNewChat()
{
    const QString draft = m_composer.text();
    if (m_drafts.value({}).trimmed().isEmpty()) {
        m_composer.setText({});
        m_drafts[QString()] = draft;
    }
    m_chats.beginNew();
}

} // namespace deepscope
