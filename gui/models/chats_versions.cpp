// Chats: the versions of a turn, and which of them the chat goes on with.
#include "chats.h"

namespace deepscope {

void Chats::choose(uint32_t run)
{
    const Chat *chat = chatOf(run);
    if (!chat || chat->turns.find(run)->chosen)
        return;
    own(chat->info.id)->turns.choose(run);
    emit chosen(run);
    if (chat->info.id == m_shown) {
        emit countingChanged();
        emit historyChanged();
    }
    emit chatChanged(chat->info.id);
    m_store.setCurrent(run);
}

// One more answer to the newest question.
void Chats::addVersion(Chat &chat, uint32_t run)
{
    chat.turns.add({run, chat.turns.versions().back().after});
    emit versionAdded(run);
    emit chatChanged(chat.info.id);
    emit runBegan(run);
}

void Chats::beginVersion(uint32_t run)
{
    const Chat *chat = shownChat();
    const uint32_t wanted = chat && chat->turns.holds(run) ? run : 0;
    if (m_versionOf == wanted)
        return;
    m_versionOf = wanted;
    emit versionOfChanged();
    emit historyChanged();
}

// Another version of a turn that is shown from now on, and counts.
void Chats::addEdition(Chat &chat, uint32_t run, uint32_t versionOf)
{
    chat.turns.add({run, chat.turns.find(versionOf)->after});
    chat.turns.choose(run);
    chat.goesOnWith.reset();
    setModel(chat.info, m_store.run(run)->model().info);
    ++chat.info.turns;
    if (m_store.run(run)->question() != m_store.run(versionOf)->question())
        chat.info.questions += u'\n' + m_store.run(run)->question();
    touch(chat.info.id);
    emit versionOfChanged();
    emit runBegan(run);
    emit chosen(run);
    emit countingChanged();
    emit historyChanged();
}

// Who asks on without a choice has chosen what the chat goes on with.
void Chats::settle(Chat &chat)
{
    const uint32_t last = chat.turns.path(m_store).back();
    if (chat.turns.versionsOf(last).size() < 2 || chat.turns.isChosen(last))
        return;
    chat.turns.choose(last);
    emit chosen(last);
    emit countingChanged();
}

} // namespace deepscope
