#include "chat_keeper.h"

#include "recorded_run.h"
#include "run_ending.h"
#include "run_figures.h"

#include <algorithm>
#include <set>
#include <utility>

namespace deepscope {

ChatKeeper::ChatKeeper(RunStore &store, Chats &chats, ChatArchive &archive, QObject *parent)
    : QObject(parent), m_store(store), m_chats(chats), m_archive(archive)
{
    m_timer.setInterval(Interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChatKeeper::appendAll);
    connect(&chats, &Chats::runBegan, this, &ChatKeeper::begin);
    connect(&store, &RunStore::appended, this, [this](uint32_t run) {
        if (m_open.contains(run) && !m_timer.isActive())
            m_timer.start();
    });
    connect(&chats, &Chats::runEnded, this, &ChatKeeper::finish);
    connect(&chats, &Chats::chosen, this, &ChatKeeper::choose);
    connect(&chats, &Chats::unchosen, this, [this](uint32_t run) {
        if (const auto kept = m_kept.find(run); kept != m_kept.end())
            m_archive.unchoose(kept->second);
    });
    connect(&store, &RunStore::labelsChanged, this, &ChatKeeper::label);
    connect(&chats, &Chats::runsWanted, &archive, &ChatArchive::read);
    connect(&chats, &Chats::renamed, this,
            [this](const QString &chat) { m_archive.rename(chat, m_chats.find(chat)->info.title); });
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) {
        m_archive.setDeleted(gone, true);
        QMetaObject::invokeMethod(this, &ChatKeeper::release, Qt::QueuedConnection); // when no view shows them any more
    });
    connect(&archive, &ChatArchive::unwrittenChanged, this, [this] { // what was deleted before it was written
        if (m_chats.canUndoRemove())
            QMetaObject::invokeMethod(this, &ChatKeeper::release, Qt::QueuedConnection);
    });
    connect(&chats, &Chats::imported, this, &ChatKeeper::keepImported);
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) { m_archive.setDeleted(back, false); });
    connect(&archive, &ChatArchive::gone, this, &ChatKeeper::keepAnew);
    connect(&archive, &ChatArchive::refused, this, [this] { m_kept.clear(); }); // what it was given is dropped
    connect(&archive, &ChatArchive::opened, &chats, &Chats::addKept);
    connect(&archive, &ChatArchive::listed, &chats, &Chats::followKept);
    connect(&chats, &Chats::moreWanted, this, &ChatKeeper::readMore);
    connect(&archive, &ChatArchive::moreRead, this, &ChatKeeper::takeMore);
    connect(&archive, &ChatArchive::runsRead, &chats, [this](const QString &chat, const ReadRuns &read) {
        if (!m_chats.addRuns(chat, read.runs))
            return;
        const std::vector<uint32_t> runs = m_chats.find(chat)->turns.runs();
        for (size_t i = 0; i < runs.size(); ++i)
            m_kept[runs[i]] = std::make_shared<KeptPlace>(KeptPlace{chat, read.runs[i].position});
    });
}

// What another program added to a chat that is read. One question at a time: the next one must know what came of it. A
// run whose end is not known may have been read while that program was still writing it.
void ChatKeeper::readMore(const QString &chat)
{
    if (const auto reading = m_readingMore.find(chat); reading != m_readingMore.end()) {
        reading->second = true;
        return;
    }
    m_readingMore[chat] = false;
    std::vector<KeptTurn> known;
    std::set<uint32_t> cutOff;
    for (const uint32_t run : m_chats.find(chat)->turns.runs())
        if (const auto kept = m_kept.find(run); kept != m_kept.end()) {
            known.push_back({run, kept->second});
            if (m_store.run(run)->isCutOff())
                cutOff.insert(run);
        }
    m_archive.readMore(chat, known, cutOff);
}

void ChatKeeper::takeMore(const QString &chat, const MoreRuns &more)
{
    for (const auto &[position, run] : m_chats.addMore(chat, more))
        m_kept[run] = std::make_shared<KeptPlace>(KeptPlace{chat, position});
    const bool onceMore = std::exchange(m_readingMore[chat], false);
    m_readingMore.erase(chat);
    if (onceMore && m_chats.find(chat))
        readMore(chat);
}

ChatKeeper::~ChatKeeper()
{
    while (!m_open.empty())
        finish(m_open.begin()->first);
}

void ChatKeeper::begin(uint32_t number)
{
    const Chat *chat = m_chats.chatOf(number);
    if (!chat || !chat->kept || !chat->turns.find(number)->kept)
        return;
    const Run &run = *m_store.run(number);
    // Until its end is written, what the list says of it is what a crash would leave.
    const KeptRun start{{run.model(), run.question().toStdString(), {}, {}, run.request()}, cutOffWords(), {}};
    m_open[number].turn =
        m_archive.begin(chat->info, start, number, chat->turns.versions().size() == 1, placeBefore(*chat, number));
    m_kept[number] = m_open[number].turn.place;
}

// Where the run lies that this one goes on with: the nearest one before it that is kept; null = none is.
std::shared_ptr<KeptPlace> ChatKeeper::placeBefore(const Chat &chat, uint32_t run) const
{
    for (const Version *version = chat.turns.find(run); version; version = chat.turns.find(version->after))
        if (const auto kept = m_kept.find(version->after); kept != m_kept.end())
            return kept->second;
    return nullptr;
}

void ChatKeeper::choose(uint32_t run)
{
    if (const auto kept = m_kept.find(run); kept != m_kept.end())
        m_archive.choose(kept->second);
}

void ChatKeeper::label(uint32_t run, const TokenLabels &before)
{
    if (const auto kept = m_kept.find(run); kept != m_kept.end())
        m_archive.changeLabels(kept->second, before, m_store.run(run)->labels());
}

// A chat that goes on here is written once more, all that was kept of it. What is still on its way to the place that is
// gone is forgotten.
void ChatKeeper::keepAnew(const KeptTurn &gone)
{
    const Chat *chat = m_chats.chatOf(gone.number);
    const auto kept = m_kept.find(gone.number);
    if (!chat || kept == m_kept.end() || kept->second != gone.place)
        return;
    bool isFirst = true;
    for (const Version &version : chat->turns.versions()) {
        const uint32_t number = version.run;
        if (!m_kept.contains(number))
            continue;
        const Run &run = *m_store.run(number);
        const auto open = m_open.find(number);
        const bool goesOn = open != m_open.end();
        KeptRun anew{recordedRun(run), goesOn ? cutOffWords() : runSummary(run), run.failure()};
        anew.chosen = version.chosen;
        anew.labels = run.labels();
        const KeptTurn turn = m_archive.begin(chat->info, std::move(anew), number, isFirst, placeBefore(*chat, number));
        isFirst = false;
        m_kept[number] = turn.place;
        if (goesOn)
            open->second = {turn, run.size()};
    }
    emit keptAnew(chat->info.id);
}

void ChatKeeper::keepImported(const std::vector<ImportedChat> &chats)
{
    for (const ImportedChat &chat : chats) {
        const std::vector<std::shared_ptr<KeptPlace>> places = m_archive.add(chat);
        const Chat *listed = m_chats.find(chat.info.id);
        const std::vector<uint32_t> runs = listed ? listed->turns.runs() : std::vector<uint32_t>(); // of the shown one
        for (size_t i = 0; i < runs.size(); ++i)
            m_kept[runs[i]] = places[i];
    }
}

void ChatKeeper::release()
{
    const std::vector<uint32_t> waiting = m_archive.unwritten().turns;
    m_chats.releaseRemoved(
        [&](uint32_t run) { return m_kept.contains(run) && !std::ranges::binary_search(waiting, run); });
    std::erase_if(m_kept, [this](const auto &kept) { return !m_store.run(kept.first); }); // they come back as others
}

std::vector<TokenTrace> ChatKeeper::newTokens(uint32_t number)
{
    const Run &run = *m_store.run(number);
    std::vector<TokenTrace> tokens;
    for (int &token = m_open[number].tokens; token < run.size(); ++token)
        tokens.push_back(run.trace(token));
    return tokens;
}

void ChatKeeper::append(uint32_t number)
{
    std::vector<TokenTrace> tokens = newTokens(number);
    if (!tokens.empty())
        m_archive.append(m_open[number].turn, std::move(tokens));
}

void ChatKeeper::appendAll()
{
    for (const auto &[run, open] : m_open)
        append(run);
}

void ChatKeeper::finish(uint32_t number)
{
    const auto open = m_open.find(number);
    if (open == m_open.end())
        return;
    const Run &run = *m_store.run(number);
    m_archive.finish(open->second.turn,
                     {{run.model(), {}, newTokens(number), run.summary(), {}}, runSummary(run), run.failure()});
    m_open.erase(open);
}

} // namespace deepscope
