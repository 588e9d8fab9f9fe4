#include "chats.h"

#include "run_figures.h"

#include <QUuid>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int LongestTitle = 200; // characters; the whole question stands in the chat

void setModel(ChatInfo &chat, const ModelInfo &model)
{
    chat.modelName = QString::fromStdString(model.name);
    chat.modelPath = QString::fromStdString(model.path);
    chat.modelBytes = model.fileBytes;
}

bool newerFirst(const Chat &left, const Chat &right) { return left.info.changed > right.info.changed; }

} // namespace

Chats::Chats(RunStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    connect(&store, &RunStore::runAdded, this, &Chats::addRun);
    connect(&store, &RunStore::runFinished, this, &Chats::endRun);
    connect(&store, &RunStore::currentRunChanged, this, &Chats::showCurrent);
}

const Chat *Chats::find(const QString &id) const
{
    const auto chat = std::ranges::find(m_chats, id, [](const Chat &one) { return one.info.id; });
    return chat == m_chats.end() ? nullptr : &*chat;
}

const Chat *Chats::chatOf(uint32_t run) const
{
    const auto chat = std::ranges::find_if(m_chats, [&](const Chat &one) { return std::ranges::count(one.runs, run); });
    return chat == m_chats.end() ? nullptr : &*chat;
}

void Chats::setKeeping(bool keeping)
{
    if (m_keeping == keeping)
        return;
    m_keeping = keeping;
    emit keepingChanged();
}

void Chats::beginNew()
{
    setOpening({});
    m_store.clearCurrent();
}

uint32_t Chats::addRecording(const RecordedRun &recorded)
{
    setOpening({});
    m_addingRuns = true;
    const uint32_t run = m_store.add(recorded);
    m_addingRuns = false;
    begin(run).recorded = true;
    emit listChanged();
    m_store.setCurrent(run);
    return run;
}

void Chats::addKept(const std::vector<ChatInfo> &chats)
{
    const auto isRemoved = [this](const QString &id) {
        return std::ranges::any_of(m_removed, [&](const std::vector<Chat> &removed) {
            return std::ranges::any_of(removed, [&](const Chat &chat) { return chat.info.id == id; });
        });
    };
    for (const ChatInfo &info : chats)
        if (!find(info.id) && !isRemoved(info.id))
            m_chats.push_back({info, {}, false, true, false});
    std::ranges::stable_sort(m_chats, newerFirst);
    emit listChanged();
}

void Chats::open(const QString &id)
{
    const Chat *chat = find(id);
    if (!chat || (chat->read && chat->runs.empty()))
        return;
    setOpening(chat->read ? QString() : id);
    if (chat->read)
        m_store.setCurrent(chat->runs.back());
    else
        emit runsWanted(id);
}

void Chats::addRuns(const QString &id, const std::vector<KeptRun> &runs)
{
    const bool wanted = m_opening == id;
    if (wanted)
        setOpening({});
    Chat *chat = own(id);
    if (!chat || chat->read || runs.empty())
        return;
    m_addingRuns = true;
    for (const KeptRun &run : runs)
        chat->runs.push_back(m_store.add(run.recorded, run.failure));
    m_addingRuns = false;
    chat->read = true;
    chat->leftOut = std::max(chat->leftOut, turnsLeftOutBefore(*m_store.run(chat->runs.back())));
    emit chatChanged(id);
    if (wanted)
        m_store.setCurrent(chat->runs.back());
}

std::vector<uint32_t> Chats::shown() const
{
    const Chat *chat = shownChat();
    return chat ? chat->runs : std::vector<uint32_t>{};
}

bool Chats::isWorking(const Chat &chat) const
{
    return std::ranges::any_of(chat.runs, [&](uint32_t run) { return m_store.run(run)->state() == RunState::Working; });
}

void Chats::rename(const QString &id, const QString &title)
{
    Chat *chat = own(id);
    const QString name = title.simplified().left(LongestTitle);
    if (!chat || name.isEmpty() || name == chat->info.title)
        return;
    chat->info.title = name;
    emit chatChanged(id);
    emit renamed(id);
}

void Chats::remove(const QStringList &ids)
{
    const auto stays = [&](const Chat &chat) { return !ids.contains(chat.info.id) || isWorking(chat); };
    const auto gone = std::stable_partition(m_chats.begin(), m_chats.end(), stays);
    std::vector<Chat> removed(std::make_move_iterator(gone), std::make_move_iterator(m_chats.end()));
    m_chats.erase(gone, m_chats.end());
    if (removed.empty())
        return;
    QStringList names;
    for (const Chat &chat : removed)
        names.push_back(chat.info.id);
    m_removed.push_back(std::move(removed));
    emit listChanged();
    if (names.contains(m_opening))
        setOpening({});
    if (names.contains(m_shown))
        m_store.clearCurrent();
    emit this->removed(names);
}

void Chats::undoRemove()
{
    if (m_removed.empty())
        return;
    QStringList names;
    for (Chat &chat : m_removed.back()) {
        names.push_back(chat.info.id);
        m_chats.push_back(std::move(chat));
    }
    m_removed.pop_back();
    std::ranges::stable_sort(m_chats, newerFirst);
    emit listChanged();
    emit restored(names);
    if (m_shown.isEmpty())
        open(names.front());
}

void Chats::releaseRemoved(const std::function<bool(uint32_t run)> &isKept)
{
    for (std::vector<Chat> &removal : m_removed)
        for (Chat &chat : removal) {
            if (chat.runs.empty() || !std::ranges::all_of(chat.runs, isKept))
                continue;
            m_store.release(chat.runs);
            chat.runs.clear();
            chat.read = false;
        }
}

void Chats::addRun(uint32_t run)
{
    if (m_addingRuns)
        return; // shown when it is whole
    setOpening({});
    if (!continuesWith(m_store.run(run)->model().info)) {
        Chat &chat = begin(run);
        chat.kept = m_keeping;
        const QString id = chat.info.id;
        emit listChanged();
        emit began(id);
        setShown(id);
        emit turnBegan(run);
        return;
    }
    Chat &chat = *own(m_shown);
    chat.runs.push_back(run);
    chat.goesOnWith.reset(); // its last turn says so now
    setModel(chat.info, m_store.run(run)->model().info);
    ++chat.info.turns;
    chat.info.questions += u'\n' + m_store.run(run)->question();
    touch(m_shown);
    emit turnAdded(run);
    emit historyChanged();
    emit turnBegan(run);
}

// A chat of its own for a run, at the top of the list.
Chat &Chats::begin(uint32_t number)
{
    const Run &run = *m_store.run(number);
    ChatInfo info;
    info.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    info.title = run.question().simplified().left(LongestTitle);
    setModel(info, run.model().info);
    info.created = info.changed = QDateTime::currentDateTime();
    info.turns = 1;
    info.questions = run.question();
    return *m_chats.insert(m_chats.begin(), {std::move(info), {number}});
}

void Chats::touch(const QString &id)
{
    own(id)->info.changed = QDateTime::currentDateTime();
    std::ranges::stable_sort(m_chats, newerFirst);
    emit listChanged();
}

// A failed run ends twice: when it failed, and with its figures; it is kept once, with the figures.
void Chats::endRun(uint32_t run)
{
    const Chat *chat = m_addingRuns ? nullptr : chatOf(run);
    if (!chat)
        return;
    if (m_store.run(run)->summary())
        own(chat->info.id)->info.summary = runSummary(*m_store.run(run));
    emit chatChanged(chat->info.id);
    if (m_store.run(run)->summary())
        emit turnEnded(run);
    if (chat->info.id == m_shown)
        emit historyChanged();
}

// The chat of the current run is the one that is shown.
void Chats::showCurrent()
{
    const Run *current = m_store.current();
    const Chat *chat = current ? chatOf(current->id()) : nullptr;
    setShown(chat ? chat->info.id : QString());
}

void Chats::setShown(const QString &id)
{
    if (id == m_shown)
        return;
    m_shown = id;
    emit shownChanged();
    emit historyChanged();
}

void Chats::setOpening(const QString &id)
{
    if (id == m_opening)
        return;
    m_opening = id;
    emit openingChanged();
}

} // namespace deepscope
