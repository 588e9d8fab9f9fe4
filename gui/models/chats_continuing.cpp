// Chats: what a question continues that is asked now, and what of it is sent.
#include "chats.h"

#include "same_model.h"

#include <algorithm>

namespace deepscope {

const ModelInfo *Chats::lastModel() const
{
    const Chat *chat = shownChat();
    return chat ? &m_store.run(chat->turns.path(m_store).back())->model().info : nullptr;
}

bool Chats::continuesWith(const ModelInfo &model) const
{
    const Chat *chat = shownChat();
    if (!chat || chat->recorded)
        return false;
    return sameModel(chat->goesOnWith.value_or(*lastModel()), model);
}

Continuation Chats::continuation() const
{
    const Chat *chat = shownChat();
    if (!chat)
        return Continuation::NewChat;
    if (chat->recorded)
        return Continuation::Recording;
    return m_store.model() && continuesWith(m_store.model()->info) ? Continuation::GoesOn : Continuation::OtherModel;
}

void Chats::goOnWithModelInUse()
{
    Chat *chat = own(m_shown);
    if (!chat || !m_store.model())
        return;
    chat->goesOnWith = m_store.model()->info;
    emit historyChanged();
}

ChatHistory Chats::history() const
{
    const Chat *chat = shownChat();
    if (!chat)
        return {};
    return historyOf(*chat, m_versionOf > 0 ? chat->turns.before(m_versionOf) : chat->turns.path(m_store), leftOut());
}

int Chats::leftOut() const
{
    const Chat *chat = shownChat();
    return !chat ? 0 : m_versionOf > 0 ? m_versionLeftOut : chat->leftOut;
}

int Chats::leftOutBefore(uint32_t run) const
{
    const Chat *chat = chatOf(run);
    return chat ? std::min(chat->leftOut, turnsLeftOutBefore(*m_store.run(run))) : 0;
}

// What had to go for the sake of turns that another branch does not have has its place again; what that one's own turns
// were asked without it goes on without.
void Chats::leaveOutAnew(Chat &chat, const std::vector<uint32_t> &shownBefore)
{
    const std::vector<uint32_t> path = chat.turns.path(m_store);
    chat.leftOutElsewhere[shownBefore.back()] = chat.leftOut;
    if (const auto known = chat.leftOutElsewhere.find(path.back()); known != chat.leftOutElsewhere.end()) {
        chat.leftOut = known->second;
        return;
    }
    const auto common = std::ranges::mismatch(shownBefore, path).in1 - shownBefore.begin();
    const bool isOtherAnswer = path.size() == shownBefore.size() && size_t(common) + 1 >= path.size();
    if (chat.leftOut > common && !isOtherAnswer)
        chat.leftOut = 0;
    chat.leftOut = std::max(chat.leftOut, turnsLeftOutBefore(*m_store.run(path.back())));
}

// What has to go for the newest question had its place before an earlier one.
ChatHistory Chats::historyBefore(uint32_t run) const
{
    const Chat *chat = chatOf(run);
    if (!chat)
        return {};
    return historyOf(*chat, chat->turns.before(run), leftOutBefore(run));
}

ChatHistory Chats::historyOf(const Chat &chat, const std::vector<uint32_t> &turns, int leftOut) const
{
    if (chat.recorded)
        return {};
    std::vector<const Run *> runs;
    for (const uint32_t run : turns)
        runs.push_back(m_store.run(run));
    return ChatHistory(runs, {m_sendsEarlierTurns, m_sendsThoughts, leftOut});
}

void Chats::setSendsEarlierTurns(bool sends)
{
    if (sends == m_sendsEarlierTurns)
        return;
    m_sendsEarlierTurns = sends;
    emit historyChanged();
}

void Chats::setSendsThoughts(bool sends)
{
    if (sends == m_sendsThoughts)
        return;
    m_sendsThoughts = sends;
    emit historyChanged();
}

void Chats::leaveOut(int turns)
{
    Chat *chat = own(m_shown);
    if (!chat || leftOut() == turns)
        return;
    (m_versionOf > 0 ? m_versionLeftOut : chat->leftOut) = turns;
    emit historyChanged();
}

} // namespace deepscope
