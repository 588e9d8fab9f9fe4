#include "chats.h"

#include "run_figures.h"

#include <QUuid>

#include <algorithm>
#include <map>
#include <utility>

namespace deepscope {

namespace {

bool newerFirst(const Chat &left, const Chat &right) { return left.info.changed > right.info.changed; }

} // namespace

void Chats::setModel(ChatInfo &chat, const ModelInfo &model)
{
    chat.modelName = QString::fromStdString(model.name);
    chat.modelPath = QString::fromStdString(model.path);
    chat.modelBytes = model.fileBytes;
}

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
    const auto chat = std::ranges::find_if(m_chats, [&](const Chat &one) { return one.turns.holds(run); });
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
    for (const ChatInfo &info : chats) {
        m_listed.insert(info.id);
        if (!find(info.id) && !isRemoved(info.id))
            m_chats.push_back({info, {}, false, true, false});
    }
    std::ranges::stable_sort(m_chats, newerFirst);
    emit listChanged();
}

void Chats::open(const QString &id)
{
    const Chat *chat = find(id);
    if (!chat || (chat->read && chat->turns.empty()))
        return;
    setOpening(chat->read ? QString() : id);
    if (chat->read)
        m_store.setCurrent(chat->turns.path(m_store).back());
    else
        emit runsWanted(id);
}

bool Chats::addRuns(const QString &id, const std::vector<KeptRun> &runs)
{
    const bool wanted = m_opening == id;
    if (wanted)
        setOpening({});
    Chat *chat = own(id);
    if (!chat || chat->read || runs.empty())
        return false;
    fill(*chat, runs);
    const uint32_t last = chat->turns.path(m_store).back();
    chat->leftOut = std::max(chat->leftOut, turnsLeftOutBefore(*m_store.run(last)));
    emit chatChanged(id);
    if (wanted)
        m_store.setCurrent(last);
    return true;
}

void Chats::fill(Chat &chat, const std::vector<KeptRun> &runs)
{
    std::map<int, uint32_t> numbers; // by position in the archive
    m_addingRuns = true;
    for (const KeptRun &run : runs) {
        const auto after = numbers.find(run.after); // an earlier one
        const uint32_t number = m_store.add(run.recorded, run.failure);
        m_store.setLabels(number, run.labels);
        chat.turns.add({number, after == numbers.end() ? 0 : after->second, run.chosen});
        numbers[run.position] = number;
    }
    m_addingRuns = false;
    chat.read = true;
}

// Of many chats that are kept, those that are not shown are read when they are opened.
void Chats::addImported(const std::vector<ImportedChat> &chats)
{
    const ImportedChat *newest = nullptr;
    for (const ImportedChat &one : chats) {
        if (one.runs.empty())
            continue;
        m_chats.push_back({one.info, {}, false, m_keeping, false});
        if (!newest || one.info.changed > newest->info.changed)
            newest = &one;
        if (!m_keeping)
            fill(m_chats.back(), one.runs);
    }
    if (!newest)
        return;
    std::ranges::stable_sort(m_chats, newerFirst);
    Chat &shown = *own(newest->info.id);
    if (!shown.read)
        fill(shown, newest->runs);
    setOpening({});
    emit listChanged();
    if (m_keeping)
        emit imported(chats);
    m_store.setCurrent(shown.turns.path(m_store).back());
}

std::vector<uint32_t> Chats::shown() const
{
    const Chat *chat = shownChat();
    return chat ? chat->turns.path(m_store) : std::vector<uint32_t>{};
}

bool Chats::isWorking(const Chat &chat) const
{
    return std::ranges::any_of(chat.turns.versions(), [&](const Version &version) {
        return m_store.run(version.run)->state() == RunState::Working;
    });
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
        m_listed.erase(chat.info.id); // a list may have been made before
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
            const std::vector<uint32_t> runs = chat.turns.runs();
            if (runs.empty() || !std::ranges::all_of(runs, isKept))
                continue;
            m_store.release(runs);
            chat.turns.clear();
            chat.leftOutElsewhere.clear();
            chat.read = false;
        }
}

// The newest question once more, with altered experts.
bool Chats::asksAgain(uint32_t run) const
{
    const ChatTurns &turns = shownChat()->turns;
    const std::vector<uint32_t> newest =
        turns.empty() ? std::vector<uint32_t>() : turns.versionsOf(turns.path(m_store).back());
    return std::ranges::any_of(newest,
                               [&](uint32_t other) { return standsBeside(*m_store.run(run), *m_store.run(other)); });
}

void Chats::addRun(uint32_t run)
{
    if (m_addingRuns)
        return; // shown when it is whole
    setOpening({});
    const std::optional<RunRequest> &request = m_store.run(run)->request();
    if (const uint32_t versionOf = std::exchange(m_nextVersionOf, 0);
        shownChat() && shownChat()->turns.holds(versionOf))
        return addEdition(*own(m_shown), run, versionOf);
    // Of what is asked. A changed question is asked without alterations: with some it is another that is asked again.
    const bool isFirst = !request || (request->sample == 0 && request->alteration.empty());
    if (const uint32_t versionOf = isFirst ? std::exchange(m_versionOf, 0) : 0; versionOf > 0) {
        addEdition(*own(m_shown), run, versionOf, m_versionLeftOut);
        return emit versionOfChanged();
    }
    if (request && shownChat() && (request->sample > 0 || asksAgain(run)))
        return addVersion(*own(m_shown), run);
    if (!continuesWith(m_store.run(run)->model().info)) {
        Chat &chat = begin(run);
        chat.kept = m_keeping;
        const QString id = chat.info.id;
        emit listChanged();
        emit began(id);
        setShown(id);
        emit runBegan(run);
        return;
    }
    addTurn(*own(m_shown), run);
}

void Chats::addTurn(Chat &chat, uint32_t run)
{
    settle(chat);
    chat.turns.add({run, chat.turns.path(m_store).back(), false, m_keeping});
    chat.goesOnWith.reset(); // its last turn says so now
    setModel(chat.info, m_store.run(run)->model().info);
    ++chat.info.turns;
    chat.info.questions += u'\n' + m_store.run(run)->question();
    touch(m_shown);
    emit turnAdded(run);
    emit historyChanged();
    emit runBegan(run);
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
    Chat &chat = *m_chats.insert(m_chats.begin(), {std::move(info), {}});
    chat.turns.add({number});
    return chat;
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
        own(chat->info.id)->info.summary = runSummary(*m_store.run(chat->turns.countingOf(run, m_store)));
    emit chatChanged(chat->info.id);
    if (m_store.run(run)->summary())
        emit runEnded(run);
    if (chat->info.id == m_shown) {
        if (chat->turns.versionsOf(run).size() > 1)
            emit countingChanged();
        emit historyChanged();
    }
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
    beginVersion(0);
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
