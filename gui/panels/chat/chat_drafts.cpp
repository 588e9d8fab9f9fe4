#include "panels/chat/chat_drafts.h"

#include "panels/chat/composer.h"

namespace deepscope {

ChatDrafts::ChatDrafts(Chats &chats, Composer &composer)
    : QObject(&composer), m_chats(chats), m_composer(composer), m_shown(chats.shownId())
{
    connect(&composer, &Composer::textChanged, this, [this] {
        if (!m_composer.isEditing()) // else it is of a question that was asked
            set(m_shown, m_composer.text());
    });
    connect(&chats, &Chats::began, this, [this](const QString &chat) { // a suggestion may have begun it
        if (!m_shown.isEmpty())
            return;
        set(chat, draft({}));
        set({}, {});
    });
    connect(&chats, &Chats::shownChanged, this, &ChatDrafts::show);
}

void ChatDrafts::restore(const QHash<QString, QString> &drafts)
{
    for (const auto &[chat, text] : drafts.asKeyValueRange())
        if (draft(chat).isEmpty())
            m_drafts[chat] = text;
    show();
}

void ChatDrafts::set(const QString &chat, const QString &text)
{
    if (text == draft(chat))
        return;
    if (text.isEmpty())
        m_drafts.remove(chat);
    else
        m_drafts[chat] = text;
    emit changed(chat);
}

void ChatDrafts::show()
{
    m_shown = m_chats.shownId();
    const QString text = draft(m_shown);
    if (text != m_composer.text())
        m_composer.setText(text);
}

void ChatDrafts::giveBack(const QString &question, const QString &chat)
{
    if (chat == m_shown)
        m_composer.giveBack(question);
    else if (draft(chat).trimmed().isEmpty())
        set(chat, question);
}

void ChatDrafts::moveToNewChat()
{
    if (draft({}).trimmed().isEmpty()) {
        const QString text = m_composer.text();
        m_composer.setText({});
        set({}, text);
    }
    m_chats.beginNew();
}

} // namespace deepscope
