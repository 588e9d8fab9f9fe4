#include "app/cache_keeper.h"

#include "models/engine_sentences.h"
#include "models/same_model.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

bool hasReadPrompt(const Run &run) // as far as it is known
{
    return !run.summary() || uint32_t(run.size()) >= run.summary()->promptTokens;
}

} // namespace

CacheKeeper::CacheKeeper(RunStore &store, Chats &chats, const QString &folder, QObject *parent)
    : QObject(parent), m_store(store), m_chats(chats), m_files(folder)
{
    connect(&chats, &Chats::runEnded, this, [this](uint32_t run) {
        const Chat *chat = m_chats.chatOf(run);
        if (chat && keeps(chat->info.id) && !m_chats.isWorking(*chat))
            keep(chat->info.id);
        restoreShown(); // there may be room for it now
    });
    connect(&chats, &Chats::shownChanged, this, &CacheKeeper::restoreShown);
    connect(&store, &RunStore::modelChanged, this, [this] {
        m_inCache.clear();
        m_missed.clear();
        restoreShown();
    });
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) {
        for (const QString &chat : gone)
            if (keeps(chat)) {
                m_deleted.insert(chat);
                m_files.putAside(chat);
                drop(chat);
            }
    });
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) {
        for (const QString &chat : back)
            if (m_deleted.remove(chat) && m_files.putBack(chat)) {
                m_dropped.remove(chat);
                restoreShown();
                emit changed();
            }
    });
}

// The engine has ended by now: what it wrote in the last moment goes as well.
CacheKeeper::~CacheKeeper()
{
    for (const QString &chat : m_dropped)
        m_files.remove(chat);
    for (const QString &chat : m_deleted)
        m_files.forget(chat);
}

void CacheKeeper::setKeeps(const QString &chat, bool keeps)
{
    if (!keeps)
        return drop(chat);
    m_dropped.remove(chat);
    if (m_files.begin(chat))
        keep(chat);
    else
        emit notice(tr("The cache cannot be kept, since nothing can be written to %1.")
                        .arg(QDir::toNativeSeparators(m_files.path(chat))));
    emit changed();
}

void CacheKeeper::drop(const QString &chat)
{
    m_files.remove(chat);
    m_inCache.remove(chat);
    for (const auto &[request, of] : m_writing)
        if (of == chat) {
            m_dropped.insert(chat);
            m_forgotten.insert(request);
            emit cancelled(request);
        }
    emit changed();
}

bool CacheKeeper::isBeingWritten(const QString &chat) const
{
    return std::ranges::any_of(m_writing, [&](const auto &request) { return request.second == chat; });
}

const Run *CacheKeeper::lastRun(const QString &id) const
{
    const Chat *chat = m_chats.find(id);
    const LoadedModel *model = m_store.model();
    if (!chat || !chat->read || chat->turns.empty() || !model)
        return nullptr;
    const Run *run = m_store.run(chat->turns.path(m_store).back());
    const bool fits = run && run->size() > 0 && run->state() != RunState::Working;
    return fits && sameModel(run->model().info, model->info) ? run : nullptr;
}

uint64_t CacheKeeper::bytes(const QString &chat) const
{
    if (const uint64_t bytes = keeps(chat) ? m_files.bytes(chat) : 0; bytes > 0)
        return bytes;
    const Run *run = lastRun(chat);
    // Of rows that altered experts wrote nothing is kept, nor of those that are of no use alone.
    if (!run || !run->alteration().empty() || !isKeptWhole(chat) || !run->model().memory.keepsWholeTexts())
        return 0;
    return run->cacheBytes(run->size() - 1) + uint64_t(run->size()) * m_store.model()->memory.hostBytesPerToken;
}

// Its last turns may have been asked while nothing was to be kept.
bool CacheKeeper::isKeptWhole(const QString &id) const
{
    const Chat *chat = m_chats.find(id);
    return chat &&
           std::ranges::all_of(chat->turns.path(m_store), [chat](uint32_t run) { return chat->turns.find(run)->kept; });
}

QString CacheKeeper::reasonAgainst(const QString &chat) const
{
    const Run *run = keeps(chat) && !isBeingWritten(chat) && m_files.bytes(chat) == 0 ? lastRun(chat) : nullptr;
    if (!run)
        return {};
    if (run->model().memory.bytesPerState > 0)
        return tr("Nothing of the cache of this chat is kept: this model remembers a state of its whole text as well, "
                  "which is not kept.");
    if (!run->model().memory.keepsWholeTexts())
        return tr("Nothing of the cache of this chat is kept: layers of this model have an attention window, and rows "
                  "that it has passed are gone.");
    if (!isKeptWhole(chat))
        return tr("Nothing of the cache of this chat is kept, since its last answers are not kept.");
    return run->alteration().empty()
               ? QString()
               : tr("Nothing of the cache of this chat is kept, since altered experts wrote its last answer.");
}

void CacheKeeper::keep(const QString &chat)
{
    if (!m_settled) {
        m_missed.insert(chat);
        return;
    }
    const Run *run = lastRun(chat);
    // Of a text that was not read to its end the file may have more.
    if (!run || !run->model().memory.keepsWholeTexts() || !isKeptWhole(chat) ||
        (!hasReadPrompt(*run) && m_files.bytes(chat) > 0))
        return;
    KeepCacheRequest request{++m_request, {}, m_files.path(chat).toStdString()};
    for (int token = 0; token < run->size(); ++token)
        request.tokens.push_back(run->tokenId(token));
    m_writing[request.run] = chat;
    m_inCache.insert(chat);
    emit asked(request);
}

// Once for each model that is loaded. What is empty may be in the cache of the engine.
void CacheKeeper::restoreShown()
{
    const QString chat = m_chats.shownId();
    if (!m_settled || chat.isEmpty() || m_inCache.contains(chat) || !keeps(chat) || !lastRun(chat))
        return;
    if (m_files.bytes(chat) == 0)
        return keep(chat);
    m_inCache.insert(chat);
    m_reading[++m_request] = chat;
    emit asked(RestoreCacheRequest{m_request, m_files.path(chat).toStdString()});
}

void CacheKeeper::takeKept(const CacheKept &kept)
{
    const auto request = m_writing.find(kept.run);
    if (request == m_writing.end())
        return;
    const QString chat = request->second;
    m_writing.erase(request);
    const bool forgotten = m_forgotten.remove(kept.run);
    if (kept.failure && !forgotten) {
        m_inCache.remove(chat); // it is kept, or brought back, when it is shown again
        if (kept.failure->kind == ErrorKind::Interrupted)
            m_missed.insert(chat); // or sooner, where its rows stay
    }
    if (m_dropped.contains(chat)) {
        m_files.remove(chat);
        if (!isBeingWritten(chat))
            m_dropped.remove(chat);
    } else if (kept.failure && kept.failure->kind != ErrorKind::Interrupted && !forgotten) {
        emit notice(engineSentence(kept.failure->sentence));
    } else if (const QString reason = reasonAgainst(chat); !kept.failure && !reason.isEmpty()) {
        emit notice(reason);
    }
    emit changed();
}

// The sentence is about the chat that is shown, not about a file that nobody chose.
void CacheKeeper::takeRestored(const CacheRestored &restored)
{
    const auto request = m_reading.find(restored.run);
    if (request == m_reading.end())
        return;
    const QString chat = request->second;
    m_reading.erase(request);
    if (!restored.failure)
        return;
    const ErrorKind kind = restored.failure->kind;
    if (kind == ErrorKind::Interrupted || kind == ErrorKind::Usage) // there is no room: again when a run has ended
        m_inCache.remove(chat);
    if (kind == ErrorKind::Interrupted)
        return;
    QString sentence = QString::fromStdString(restored.failure->sentence);
    if (const QString name = m_files.path(chat) + QStringLiteral(": "); keeps(chat) && sentence.startsWith(name))
        sentence = sentence[name.size()].toUpper() + sentence.mid(name.size() + 1);
    if (keeps(chat)) // else it was deleted meanwhile
        emit notice(engineSentence(sentence));
}

void CacheKeeper::settle()
{
    m_settled = true;
    for (const QString &chat : std::exchange(m_missed, {}))
        if (keeps(chat))
            keep(chat);
    restoreShown();
}

void CacheKeeper::cancel()
{
    m_settled = false;
    for (const auto *requests : {&m_writing, &m_reading})
        for (const auto &[request, chat] : *requests)
            emit cancelled(request);
}

void CacheKeeper::sweep()
{
    m_files.sweep([this](const QString &chat) { return m_chats.find(chat) != nullptr; });
}

} // namespace deepscope
