#include "chat_archive_worker.h"

#include <utility>

namespace deepscope {

namespace {

constexpr int LookEvery = 1000; // ms, for what other programs write
constexpr int DaysOfGrace = 1;  // for chats whose deletion another instance may still undo

} // namespace

void ChatArchiveWorker::open()
{
    m_database.reset();
    try {
        m_database = std::make_unique<ChatDatabase>(m_path);
        if (canWrite())
            m_database->purgeDeletedBefore(QDateTime::currentDateTime().addDays(-DaysOfGrace));
        m_refuses = false;
        m_foreignChanges = m_database->foreignChanges();
        m_listed = m_database->list();
        emit opened(m_listed, canWrite());
        if (!m_look) { // made on this thread
            m_look = new QTimer(this);
            connect(m_look, &QTimer::timeout, this, &ChatArchiveWorker::lookForChanges);
        }
        m_look->start(LookEvery);
        if (canWrite())
            writeWaiting();
        else
            wait(*m_database->readOnlyBecause());
    } catch (const ChatTrouble &trouble) {
        m_database.reset();
        emit opened({}, false);
        wait(trouble);
    }
}

// What cannot be written now waits, unless it never can be.
void ChatArchiveWorker::wait(const ChatTrouble &trouble)
{
    m_refuses = !trouble.mayPass();
    if (m_refuses) {
        m_waiting.clear();
        emit refused();
    }
    report(trouble);
}

void ChatArchiveWorker::tryAgain()
{
    if (!canWrite())
        return open();
    const bool failed = !m_told.isEmpty();
    m_told.clear();
    writeWaiting();
    if (failed && m_told.isEmpty())
        emit written();
}

void ChatArchiveWorker::read(const QString &chat)
{
    try {
        ReadRuns read = m_database ? m_database->runs(chat) : ReadRuns{};
        if (read.runs.empty() && read.problem.isEmpty())
            read.problem = tr("Another window has deleted this chat for good.");
        emit runsRead(chat, read);
    } catch (const ChatTrouble &trouble) {
        emit runsRead(chat, {{}, trouble.sentence()});
    }
}

// A file that cannot be read just now is looked at again.
void ChatArchiveWorker::lookForChanges()
{
    try {
        const int changes = m_database ? m_database->foreignChanges() : m_foreignChanges;
        if (changes == m_foreignChanges)
            return;
        std::vector<ChatInfo> list = m_database->list();
        m_foreignChanges = changes;
        if (list == m_listed)
            return; // tokens came, as they do twice a second
        m_listed = std::move(list);
        emit listed(m_listed);
    } catch (const ChatTrouble &) {
        return;
    }
}

// Those that are known have their places by now, unless they wait to be written.
void ChatArchiveWorker::readMore(const QString &chat, const std::vector<KeptTurn> &known,
                                 const std::set<uint32_t> &cutOff)
{
    MoreRuns more;
    std::set<int> positions;
    for (const KeptTurn &turn : known) {
        more.known[turn.place->position] = turn.number;
        if (!cutOff.contains(turn.number))
            positions.insert(turn.place->position);
    }
    try {
        more.runs = m_database ? m_database->runsWithout(chat, positions).runs : std::vector<KeptRun>();
    } catch (const ChatTrouble &) {
        more.runs.clear(); // the next change tries again
    }
    emit moreRead(chat, more);
}

void ChatArchiveWorker::write(Write write)
{
    if (m_refuses)
        return; // it was said when the database was opened
    m_waiting.push_back(std::move(write));
    if (canWrite())
        writeWaiting();
}

void ChatArchiveWorker::writeWaiting()
{
    try {
        while (!m_waiting.empty()) {
            m_waiting.front()(*m_database);
            m_waiting.pop_front();
        }
        if (!std::exchange(m_told, {}).isEmpty())
            emit written();
    } catch (const ChatTrouble &trouble) {
        if (std::exchange(m_told, trouble.sentence()) != trouble.sentence())
            report(trouble);
    }
}

void ChatArchiveWorker::purgeAtEnd(const QStringList &chats, bool purge)
{
    for (const QString &chat : chats) {
        m_deleted.removeAll(chat);
        if (purge)
            m_deleted.push_back(chat);
    }
}

void ChatArchiveWorker::end()
{
    if (canWrite())
        writeWaiting(); // a last time
    if (!m_deleted.isEmpty())
        write([chats = m_deleted](ChatDatabase &database) { database.purge(chats); });
    m_database.reset();
}

} // namespace deepscope
