// Chats: the versions of a turn, and which of them the chat goes on with.
#include "chats.h"

namespace deepscope {

void Chats::choose(uint32_t run)
{
    const Chat *chat = chatOf(run);
    if (!chat || chat->turns.find(run)->chosen)
        return;
    const std::vector<uint32_t> shownBefore = chat->turns.path(m_store);
    own(chat->info.id)->turns.choose(run);
    leaveOutAnew(*own(chat->info.id), shownBefore);
    own(chat->info.id)->goesOnWith.reset(); // that was of the branch that was shown
    emit chosen(run);
    if (chat->info.id == m_shown) {
        emit countingChanged();
        emit historyChanged();
    }
    emit chatChanged(chat->info.id);
    m_store.setCurrent(run);
}

// One more answer to the last question of the branch that is shown. Of several that are asked together none is chosen;
// one with altered experts leaves the choice as it is.
void Chats::addVersion(Chat &chat, uint32_t run)
{
    const uint32_t beside = chat.turns.path(m_store).back();
    const bool askedTogether = m_store.run(run)->request()->sample > 0 && m_store.run(run)->alteration().empty();
    chat.turns.add({run, chat.turns.find(beside)->after, false, m_keeping});
    if (askedTogether && chat.turns.find(beside)->chosen) {
        chat.turns.unchoose(run);
        emit unchosen(beside);
    }
    emit versionAdded(run);
    if (askedTogether)
        emit countingChanged();
    emit chatChanged(chat.info.id);
    emit runBegan(run);
}

void Chats::beginVersion(uint32_t run)
{
    const Chat *chat = shownChat();
    const uint32_t wanted = chat && !chat->recorded && chat->turns.holds(run) ? run : 0;
    if (m_versionOf == wanted)
        return;
    m_versionOf = wanted;
    m_versionLeftOut = leftOutBefore(wanted);
    emit versionOfChanged();
    emit historyChanged();
}

// Of a run and of all before it the chat shows these now.
void Chats::chooseShown(Chat &chat, uint32_t run)
{
    std::vector<uint32_t> wanted = chat.turns.before(run);
    wanted.push_back(run);
    for (const uint32_t one : wanted) {
        const bool counts = chat.turns.versionsOf(one).size() < 2 || chat.turns.countingOf(one, m_store) == one;
        if (counts && one != run)
            continue;
        chat.turns.choose(one);
        if (one != run)
            emit chosen(one);
    }
}

// Another version of a turn that is shown from now on, and counts; so many turns are left out where that was decided
// for it.
void Chats::addEdition(Chat &chat, uint32_t run, uint32_t versionOf, std::optional<int> leftOut)
{
    const std::vector<uint32_t> shownBefore = chat.turns.path(m_store);
    chat.turns.add({run, chat.turns.find(versionOf)->after, false, m_keeping});
    chooseShown(chat, run); // another branch may have been walked to meanwhile
    leaveOutAnew(chat, shownBefore);
    chat.leftOut = leftOut.value_or(chat.leftOut);
    chat.goesOnWith.reset();
    setModel(chat.info, m_store.run(run)->model().info);
    if (m_store.run(run)->question() != m_store.run(versionOf)->question())
        chat.info.questions += u'\n' + m_store.run(run)->question();
    touch(chat.info.id);
    emit runBegan(run);
    emit chosen(run);
    emit countingChanged();
    emit historyChanged();
}

// Who asks on without a choice has chosen what the chat goes on with; and where another window chose meanwhile, what is
// shown here is chosen again.
void Chats::settle(Chat &chat)
{
    const std::vector<uint32_t> path = chat.turns.path(m_store);
    const uint32_t last = path.back();
    const bool isNew = chat.turns.versionsOf(last).size() > 1 && !chat.turns.isChosen(last);
    if (isNew)
        chat.turns.choose(last);
    for (const uint32_t run : path)
        if (chat.turns.isChosen(run))
            emit chosen(run);
    if (isNew)
        emit countingChanged();
}

} // namespace deepscope
