#include "chat_keeper.h"

#include "recorded_run.h"
#include "run_figures.h"

namespace deepscope {

ChatKeeper::ChatKeeper(RunStore &store, Chats &chats, ChatArchive &archive, QObject *parent)
    : QObject(parent), m_store(store), m_chats(chats), m_archive(archive)
{
    connect(&chats, &Chats::turnEnded, this, &ChatKeeper::keep);
    connect(&chats, &Chats::runsWanted, &archive, &ChatArchive::read);
    connect(&chats, &Chats::renamed, this,
            [this](const QString &chat) { m_archive.rename(chat, m_chats.find(chat)->info.title); });
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) { m_archive.setDeleted(gone, true); });
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) { m_archive.setDeleted(back, false); });
    connect(&archive, &ChatArchive::opened, &chats, &Chats::addKept);
    connect(&archive, &ChatArchive::runsRead, &chats,
            [this](const QString &chat, const ReadRuns &read) { m_chats.addRuns(chat, read.runs); });
}

ChatKeeper::~ChatKeeper()
{
    for (int place = 0; place < m_store.count(); ++place)
        if (m_store.at(place).state() == RunState::Working)
            keep(m_store.at(place).id());
}

void ChatKeeper::keep(uint32_t number)
{
    const Chat *chat = m_chats.chatOf(number);
    if (!chat || !chat->kept || !m_chats.keeping())
        return;
    const Run &run = *m_store.run(number);
    m_archive.add(chat->info, {recordedRun(run), runSummary(run), run.failure()}, number);
}

} // namespace deepscope
