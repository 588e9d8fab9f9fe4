#include "chat_archive.h"

#include "chat_archive_worker.h"

#include <QDir>

#include <algorithm>

namespace deepscope {

namespace {

std::string recordsOf(const std::vector<TokenTrace> &tokens)
{
    std::string records;
    for (const TokenTrace &token : tokens)
        records += runFileRecord(token);
    return records;
}

} // namespace

ChatArchive::ChatArchive(const QString &folder, QObject *parent)
    : QObject(parent), m_folder(folder),
      m_worker(new ChatArchiveWorker(QDir(folder).filePath(QStringLiteral("chats.sqlite"))))
{
    m_thread.setObjectName(QStringLiteral("chats"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &ChatArchiveWorker::opened, this, &ChatArchive::opened);
    connect(m_worker, &ChatArchiveWorker::runsRead, this, &ChatArchive::runsRead);
    connect(m_worker, &ChatArchiveWorker::listed, this, &ChatArchive::listed);
    connect(m_worker, &ChatArchiveWorker::moreRead, this, &ChatArchive::moreRead);
    connect(m_worker, &ChatArchiveWorker::problem, this, &ChatArchive::problem);
    connect(m_worker, &ChatArchiveWorker::written, this, &ChatArchive::written);
    connect(m_worker, &ChatArchiveWorker::wrote, this, &ChatArchive::endWriting);
    connect(m_worker, &ChatArchiveWorker::gone, this, &ChatArchive::gone);
    connect(m_worker, &ChatArchiveWorker::refused, this, [this] {
        m_refuses = true;
        forgetUnwritten();
        emit refused();
    });
    connect(this, &ChatArchive::opened, this, [this] { m_refuses = false; });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

ChatArchive::~ChatArchive()
{
    post([this](ChatArchiveWorker &worker) {
        worker.end();
        m_thread.quit();
    });
    m_thread.wait();
}

void ChatArchive::post(std::function<void(ChatArchiveWorker &)> task)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task = std::move(task)] { task(*worker); }, Qt::QueuedConnection);
}

void ChatArchive::post(std::optional<uint32_t> turn, std::function<void(ChatArchiveWorker &, ChatDatabase &)> task)
{
    if (!m_refuses) {
        ++m_unwritten[turn];
        emit unwrittenChanged();
    }
    // Shared, because a queued call is copied.
    post([shared = std::make_shared<decltype(task)>(std::move(task)), turn](ChatArchiveWorker &worker) {
        worker.write([shared, turn, &worker](ChatDatabase &database) {
            (*shared)(worker, database);
            emit worker.wrote(turn);
        });
    });
}

void ChatArchive::change(std::function<void(ChatDatabase &)> task)
{
    post(std::nullopt, [task = std::move(task)](ChatArchiveWorker &, ChatDatabase &database) { task(database); });
}

void ChatArchive::write(const KeptTurn &turn, std::function<bool(ChatDatabase &)> task)
{
    post(turn.number, [turn, task = std::move(task)](ChatArchiveWorker &worker, ChatDatabase &database) {
        if (!task(database))
            emit worker.gone(turn);
    });
}

void ChatArchive::open()
{
    post([](ChatArchiveWorker &worker) { worker.open(); });
}

void ChatArchive::read(const QString &chat)
{
    post([chat](ChatArchiveWorker &worker) { worker.read(chat); });
}

void ChatArchive::readMore(const QString &chat, const std::vector<KeptTurn> &known, const std::set<uint32_t> &cutOff)
{
    post([chat, known, cutOff](ChatArchiveWorker &worker) { worker.readMore(chat, known, cutOff); });
}

KeptTurn ChatArchive::begin(const ChatInfo &chat, KeptRun run, uint32_t number, bool isNew,
                            const std::shared_ptr<KeptPlace> &after)
{
    KeptTurn turn{number, std::make_shared<KeptPlace>()};
    write(turn, [chat, isNew, after, place = turn.place, kept = std::move(run)](ChatDatabase &database) mutable {
        kept.after = after ? after->position : -1; // known when that one was written
        const bool isThere = isNew || database.holds(chat.id);
        if (isThere)
            *place = database.begin(chat, kept);
        return isThere;
    });
    return turn;
}

// Tried again where the disk took a part of it: what is written has its place.
std::vector<std::shared_ptr<KeptPlace>> ChatArchive::add(const ImportedChat &chat)
{
    std::vector<std::shared_ptr<KeptPlace>> places(chat.runs.size());
    std::ranges::generate(places, [] { return std::make_shared<KeptPlace>(); });
    change([chat = std::make_shared<const ImportedChat>(chat), places](ChatDatabase &database) {
        for (size_t i = 0; i < places.size(); ++i) {
            if (places[i]->position >= 0)
                continue;
            KeptRun run = chat->runs[i];
            run.after = run.after < 0 ? -1 : places[size_t(run.after)]->position;
            *places[i] = database.begin(chat->info, run);
        }
    });
    return places;
}

void ChatArchive::append(const KeptTurn &turn, std::vector<TokenTrace> tokens)
{
    write(turn, [place = turn.place, kept = std::move(tokens)](ChatDatabase &database) {
        return database.append(*place, recordsOf(kept));
    });
}

void ChatArchive::finish(const KeptTurn &turn, KeptRun end)
{
    write(turn, [place = turn.place, kept = std::move(end)](ChatDatabase &database) {
        std::string records = recordsOf(kept.recorded.tokens);
        if (kept.recorded.summary)
            records += runFileRecord(*kept.recorded.summary);
        return database.finish(*place, records, kept);
    });
}

void ChatArchive::endWriting(std::optional<uint32_t> turn)
{
    const auto found = m_unwritten.find(turn);
    if (found == m_unwritten.end())
        return;
    if (--found->second == 0)
        m_unwritten.erase(found);
    emit unwrittenChanged();
}

void ChatArchive::forgetUnwritten()
{
    m_unwritten.clear();
    emit unwrittenChanged();
}

Unwritten ChatArchive::unwritten() const
{
    Unwritten unwritten;
    for (const auto &[turn, writes] : m_unwritten)
        if (turn)
            unwritten.turns.push_back(*turn);
        else
            unwritten.changes = writes;
    return unwritten;
}

void ChatArchive::choose(const std::shared_ptr<KeptPlace> &place)
{
    change([place](ChatDatabase &database) { database.choose(*place); });
}

void ChatArchive::unchoose(const std::shared_ptr<KeptPlace> &place)
{
    change([place](ChatDatabase &database) { database.unchoose(*place); });
}

void ChatArchive::changeLabels(const std::shared_ptr<KeptPlace> &place, const TokenLabels &before,
                               const TokenLabels &now)
{
    change([place, before, now](ChatDatabase &database) { database.changeLabels(*place, before, now); });
}

void ChatArchive::rename(const QString &chat, const QString &title)
{
    change([chat, title](ChatDatabase &database) { database.rename(chat, title); });
}

void ChatArchive::setDeleted(const QStringList &chats, bool deleted)
{
    post([chats, deleted](ChatArchiveWorker &worker) { worker.purgeAtEnd(chats, deleted); });
    change([chats, deleted](ChatDatabase &database) { database.setDeleted(chats, deleted); });
}

void ChatArchive::tryAgain()
{
    post([](ChatArchiveWorker &worker) { worker.tryAgain(); });
}

} // namespace deepscope
