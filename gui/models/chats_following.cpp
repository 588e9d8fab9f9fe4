// Chats: what another program does to the chats that both keep.
#include "chats.h"

#include "run_ending.h"

#include <algorithm>
#include <functional>

namespace deepscope {

namespace {

bool isSameButForEndings(ChatInfo one, const ChatInfo &other)
{
    one.endings = other.endings;
    return one == other;
}

// Its program has neither said how far it came nor gone on behind it.
bool mayBeWorking(const KeptRun &run, const std::vector<KeptRun> &all)
{
    const bool goneOn = std::ranges::count(all, run.position, &KeptRun::after) > 0;
    return !run.recorded.summary && run.failure.isEmpty() && run.summary == cutOffWords() && !goneOn;
}

} // namespace

bool Chats::holdsAll(const Chat &chat, const ChatInfo &listed) const
{
    const std::vector<Version> &here = chat.turns.versions();
    return qsizetype(here.size()) == listed.runs() &&
           std::ranges::none_of(here, [this](const Version &one) { return m_store.run(one.run)->isCutOff(); });
}

// A chat that was in an earlier list and is not in this one was deleted there. The one that is shown stays until
// another one is: who asks on in it keeps it anew.
void Chats::followKept(const std::vector<ChatInfo> &chats)
{
    std::map<QString, const ChatInfo *> listed;
    for (const ChatInfo &info : chats)
        listed[info.id] = &info;
    const auto isGone = [&](const Chat &chat) {
        return chat.kept && m_listed.contains(chat.info.id) && !listed.contains(chat.info.id) &&
               chat.info.id != m_shown && chat.info.id != m_opening && !isWorking(chat);
    };
    const auto gone = std::ranges::stable_partition(m_chats, std::not_fn(isGone));
    for (const Chat &chat : gone)
        m_store.release(chat.turns.runs());
    m_chats.erase(gone.begin(), gone.end());
    std::vector<QString> grown;
    for (Chat &chat : m_chats) {
        const auto info = listed.find(chat.info.id);
        if (info == listed.end() || chat.info == *info->second)
            continue;
        if (isSameButForEndings(chat.info, *info->second) && holdsAll(chat, *info->second)) {
            chat.info.endings = info->second->endings;
            continue;
        }
        if (chat.read)
            grown.push_back(chat.info.id);
        if (!isWorking(chat)) // else this program knows better
            chat.info = *info->second;
    }
    addKept(chats);
    for (const QString &chat : grown)
        emit moreWanted(chat);
}

std::map<int, uint32_t> Chats::addMore(const QString &id, const MoreRuns &more)
{
    std::map<int, uint32_t> added;
    Chat *chat = own(id);
    if (!chat || !chat->read)
        return added;
    std::map<int, uint32_t> numbers = more.known;
    bool grown = false;
    m_addingRuns = true;
    for (const KeptRun &run : more.runs) {
        if (const auto known = numbers.find(run.position); known != numbers.end()) {
            grown |= m_store.addRest(known->second, run.recorded, run.failure);
            continue;
        }
        const auto after = numbers.find(run.after);
        if (mayBeWorking(run, more.runs) || (run.after >= 0 && after == numbers.end()))
            continue; // it is still being written, or what it goes on with is
        const uint32_t before = run.after < 0 ? 0 : after->second;
        if (const uint32_t shown = chat->turns.countingAfter(before, m_store); shown > 0)
            chat->turns.choose(shown); // it stays what is shown here
        const uint32_t number = m_store.add(run.recorded, run.failure);
        m_store.setLabels(number, run.labels);
        chat->turns.add({number, before, false});
        numbers[run.position] = added[run.position] = number;
    }
    m_addingRuns = false;
    if (added.empty() && !grown)
        return added;
    emit chatChanged(id);
    if (id == m_shown) {
        emit countingChanged();
        emit historyChanged();
    }
    return added;
}

} // namespace deepscope
