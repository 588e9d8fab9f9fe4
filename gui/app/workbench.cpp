#include "app/workbench.h"

#include "api/model_catalog.h"
#include "app/recording.h"
#include "models/background.h"
#include "models/engine_sentences.h"
#include "models/recorded_run.h"
#include "models/run_ending.h"
#include "paint/bidi_text.h"
#include "paint/sentence.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>

namespace deepscope {

Workbench::Workbench(const EngineFactory &makeEngine, const QString &dataFolder, QObject *parent)
    : QObject(parent), m_selection(m_store), m_playback(m_store, m_selection), m_trials(m_store),
      m_attention(m_store, m_selection), m_latent(m_store, m_selection), m_chats(m_store),
      m_archive(dataFolder.isEmpty() ? nullptr : std::make_unique<ChatArchive>(dataFolder)), m_next(m_store, m_chats),
      m_bridge(makeEngine)
{
    connectEngine();
    connectTrials();
    if (m_archive)
        connectArchive();
}

void Workbench::connectArchive()
{
    const auto problem = [this](const QString &sentence, bool mayPass, bool lasts) {
        emit problemOccurred(
            {UserProblem::About::Chats, sentence, m_archive->folder(), ErrorKind::File, mayPass, lasts});
    };
    m_keeper = std::make_unique<ChatKeeper>(m_store, m_chats, *m_archive);
    connect(m_keeper.get(), &ChatKeeper::keptAnew, this, &Workbench::chatKeptAnew);
    m_archiveKeeps = true; // what cannot be written for now waits
    connect(m_archive.get(), &ChatArchive::opened, this, [this](const std::vector<ChatInfo> &, bool writable) {
        m_archiveKeeps = true;
        setKeepsChats(m_keepsChats);
        if (writable)
            emit problemSettled(UserProblem::About::Chats);
    });
    connect(m_archive.get(), &ChatArchive::refused, this, [this] {
        m_archiveKeeps = false;
        setKeepsChats(m_keepsChats);
    });
    connect(m_archive.get(), &ChatArchive::problem, this,
            [problem](const QString &sentence, bool mayPass) { problem(sentence, mayPass, true); });
    connect(m_archive.get(), &ChatArchive::unwrittenChanged, this, &Workbench::unwrittenChanged);
    connect(m_archive.get(), &ChatArchive::written, this, [this] { emit problemSettled(UserProblem::About::Chats); });
    connect(m_archive.get(), &ChatArchive::runsRead, this, [problem](const QString &, const ReadRuns &read) {
        if (!read.problem.isEmpty())
            problem(read.problem, false, false);
    });
    connectCaches();
    m_archive->open();
}

void Workbench::setKeepsChats(bool keeps)
{
    m_keepsChats = keeps;
    m_chats.setKeeping(m_keepsChats && m_archiveKeeps);
}

void Workbench::tryKeepingAgain()
{
    if (m_archive)
        m_archive->tryAgain();
}

Unwritten Workbench::unwritten() const
{
    Unwritten unwritten = m_archive ? m_archive->unwritten() : Unwritten{};
    std::erase_if(unwritten.turns, [this](uint32_t turn) { return !m_chats.chatOf(turn); });
    return unwritten;
}

bool Workbench::keepsDeletions() const { return !m_archive || !m_archive->refuses(); }

void Workbench::connectEngine()
{
    connect(&m_bridge, &EngineBridge::loadProgress, this, [this](const LoadProgress &progress) {
        m_store.setActivity({capitalised(engineSentence(progress.doing)), progress.fraction});
        emit loadProgress(progress);
    });
    connect(&m_bridge, &EngineBridge::modelLoaded, this, &Workbench::modelLoaded);
    connect(&m_bridge, &EngineBridge::modelInUseChanged, this, [this](const ModelInUse &inUse) {
        // Events come in the order of what was asked: else a model makes room for another.
        if (!inUse.model && !m_changes.empty() && m_changes.front().isEmpty())
            m_changes.pop_front();
        if (!inUse.model)
            m_next.forget(); // nobody would count it
        inUse.model ? m_store.setModel(*inUse.model) : m_store.clearModel();
        emit modelInUseChanged();
        emit stateChanged();
    });
    connect(&m_bridge, &EngineBridge::loadFailed, this, &Workbench::loadFailed);
    connect(&m_bridge, &EngineBridge::prefillProgress, this, [this](const PrefillProgress &progress) {
        if (m_running.contains(progress.run) && progress.total > 0)
            showProgress({tr("Reading the question"), double(progress.done) / progress.total});
    });
    connect(&m_bridge, &EngineBridge::tracesArrived, this, &Workbench::takeTraces);
    connect(&m_bridge, &EngineBridge::poolUsed, &m_store, &RunStore::setPoolUse);
    connect(&m_bridge, &EngineBridge::allocated, &m_memory, &MemoryAccounts::setEngine);
    connect(&m_bridge, &EngineBridge::runFinished, this, &Workbench::runFinished);
    connect(&meter(), &PromptMeter::asked, &m_bridge, &EngineBridge::count);
    connect(&m_bridge, &EngineBridge::counted, &meter(), &PromptMeter::answer);
    connect(&m_next, &NextQuestion::waitingChanged, this, &Workbench::stateChanged);
    connect(&m_next, &NextQuestion::ready, this, &Workbench::start);
    connect(&m_next, &NextQuestion::refused, this, &Workbench::giveBack);
}

QString Workbench::displayName(const QString &path)
{
    if (path == QStringLiteral("default"))
        return tr("Deepscope default");
    const std::string blob = ollamaName(path.toStdString()); // its file's name is a number of 64 digits
    return isolated(blob.empty() ? QFileInfo(path).completeBaseName() : QString::fromStdString(blob));
}

bool Workbench::isRecording(const QString &path) { return path.endsWith(QStringLiteral(".run"), Qt::CaseInsensitive); }

void Workbench::open(const QString &path, const OpenOptions &options)
{
    if (isRecording(path))
        return openRecording(path);
    change({path, options});
}

void Workbench::closeModel()
{
    if (m_store.model())
        change({});
}

void Workbench::change(const Change &change)
{
    m_next.forget();
    if (!isRunning())
        return changeNow(change);
    if (const auto before = std::exchange(m_waiting, change))
        emit loadDropped(before->path);
    emit stateChanged();
}

void Workbench::stopAndChange()
{
    if (m_waiting)
        changeNow(*std::exchange(m_waiting, std::nullopt));
}

void Workbench::keepAnswering()
{
    if (!m_waiting)
        return;
    const QString path = std::exchange(m_waiting, std::nullopt)->path;
    emit loadDropped(path);
    emit stateChanged();
}

void Workbench::changeNow(const Change &change)
{
    if (isLoading() || isRunning())
        m_bridge.cancel(); // the newest wish counts
    if (m_caches)
        m_caches->cancel();
    m_trials.stop();
    m_attention.stop();
    m_latent.stop();
    if (change.path.isEmpty()) {
        m_changes.emplace_back();
        m_bridge.close();
        return emit stateChanged();
    }
    m_changes.push_back(change.path);
    m_store.setActivity({tr("Loading %1").arg(displayName(change.path)), -1});
    emit loadBegan(displayName(change.path));
    emit stateChanged();
    m_bridge.load({change.path.toStdString(), change.options.device.toStdString(), change.options.context,
                   change.options.cacheType, MostAnswers});
}

bool Workbench::isLoading() const
{
    return std::ranges::any_of(m_changes, [](const QString &path) { return !path.isEmpty(); });
}

void Workbench::cancelLoading()
{
    if (isLoading())
        m_bridge.cancel();
}

void Workbench::endLoading()
{
    m_changes.pop_front();
    if (m_caches && m_changes.empty())
        m_caches->settle();
    if (!isLoading() && !isRunning())
        m_store.setActivity({});
    emit stateChanged();
}

void Workbench::modelLoaded(const LoadedModel &model)
{
    m_store.setModel(model);
    emit modelOpened(QString::fromStdString(model.info.path));
    emit problemSettled(UserProblem::About::Model);
    endLoading();
}

void Workbench::loadFailed(const Failure &failure)
{
    if (failure.kind != ErrorKind::Interrupted)
        emit problemOccurred(
            {UserProblem::About::Model, engineSentence(failure.sentence), m_changes.front(), failure.kind});
    endLoading();
    if (failure.kind == ErrorKind::Interrupted) { // so is what was asked meanwhile
        m_attention.stop();
        m_latent.stop();
    }
    m_trials.follow(); // they were stopped, and the model in use may have stayed
    m_attention.follow();
    m_latent.follow();
}

void Workbench::openRecording(const QString &path)
{
    inBackground(
        this, [path] { return readRecording(path); },
        [this, path](const ReadRecording &read) {
            if (!read.run)
                return emit problemOccurred({UserProblem::About::Recording, read.problem, path});
            m_chats.addRecording(*read.run);
            emit problemSettled(UserProblem::About::Recording);
        });
}

void Workbench::saveCurrentRun(const QString &path)
{
    const Run *run = m_store.current();
    if (!run)
        return;
    inBackground(
        this, [path, recorded = recordedRun(*run)] { return writeRecording(path, recorded); },
        [this, path](const QString &sentence) {
            if (!sentence.isEmpty())
                return emit problemOccurred({UserProblem::About::Saving, sentence, path});
            emit notice(tr("Saved the run to %1.").arg(QFileInfo(path).fileName()));
            emit problemSettled(UserProblem::About::Saving);
        });
}

QString Workbench::reasonAgainstAsking() const
{
    if (isLoading())
        return m_store.model() ? tr("Another model is being loaded.") : tr("The model is being loaded.");
    if (!m_changes.empty())
        return tr("The model is being closed.");
    if (!m_store.model())
        return tr("No model is loaded, so nothing can be asked; recorded runs can be opened and explored.");
    return {};
}

void Workbench::setGeneration(const GenerationSettings &settings)
{
    m_settings = settings;
    m_chats.setSendsEarlierTurns(settings.earlierTurns);
    m_chats.setSendsThoughts(settings.keepsThoughts);
    meter().setSystem(settings.system);
    meter().setLimits(settings.chatTemplate, settings.maxTokens);
}

void Workbench::ask(const QString &question, int answers)
{
    if (question.trimmed().isEmpty())
        return;
    if (isRunning() || !reasonAgainstAsking().isEmpty() || m_chats.continuation() == Continuation::OtherModel)
        return giveBack(question);
    m_answers = answers;
    m_next.send(question);
}

void Workbench::giveBack(const QString &question) { emit questionReturned(question, m_chats.shownId()); }

void Workbench::start(const QString &question, RunRequest request)
{
    request.sampling =
        m_settings.samplingFor(m_store.model()->info.chatSampling, m_answers, QRandomGenerator::global()->generate());
    m_settings.limit(request);
    m_versionOf = 0;
    emit questionTaken(question);
    m_asked.clear();
    std::vector<RunRequest> requests;
    for (; request.sample < uint32_t(m_answers); ++request.sample) {
        request.run = m_store.freeNumber();
        m_asked.push_back(request.run);
        m_running.insert(request.run);
        if (request.sample == 0)
            m_store.beginRun(request.run, question, *m_store.model(), request);
        else
            m_store.beginBeside(request.run, question, *m_store.model(), request);
        requests.push_back(request);
    }
    showProgress({tr("Reading the question"), -1});
    emit stateChanged();
    for (RunRequest &each : requests)
        m_bridge.start(std::move(each));
}

void Workbench::takeTraces(std::vector<TokenTrace> traces)
{
    for (TokenTrace &trace : traces)
        m_branches.complete(trace);
    const TokenTrace &last = traces.back();
    if (m_running.size() < 2 || (m_store.current() && m_store.current()->id() == last.run))
        m_store.setCacheUse({last.index + 1, last.cacheBytes});
    m_store.append(traces);
    if (m_running.contains(last.run) && last.phase != Phase::Prompt && !isLoading())
        showProgress({last.phase == Phase::Think ? tr("Thinking") : tr("Answering"), -1});
}

// Of several answers, how many are done.
void Workbench::showProgress(const Activity &ofOne)
{
    const size_t done = m_asked.size() - m_running.size();
    m_store.setActivity(m_asked.size() < 2 ? ofOne
                                           : Activity{tr("%1 answers: %2 done").arg(m_asked.size()).arg(done), -1});
}

void Workbench::stop()
{
    m_next.forget();
    for (const uint32_t run : m_running) // and nothing else that the engine is asked
        m_bridge.cancel(run);
}

void Workbench::stop(uint32_t run)
{
    if (m_running.contains(run))
        m_bridge.cancel(run);
}

void Workbench::runFinished(const RunSummary &summary)
{
    m_store.finish(summary);
    if (m_running.erase(summary.run) == 0)
        return;
    if (m_running.empty())
        return questionEnded();
    if (!isLoading())
        showProgress({});
}

// Of several answers, unless a person looks at another already.
void Workbench::showWhatCounts(uint32_t number)
{
    const Run &run = *m_store.run(number);
    if (run.size() > 0)
        m_store.setCacheUse({uint32_t(run.size()), run.cacheBytes(run.size() - 1)});
    if (m_store.current() == m_store.run(m_asked.front()) && m_selection.focus().empty())
        m_store.setCurrent(number);
}

// Its last answer has ended.
void Workbench::questionEnded()
{
    if (!isLoading())
        m_store.setActivity({});
    emit stateChanged();
    const uint32_t first = m_asked.front();
    const Chat *chat = m_chats.chatOf(first);
    const bool nothingWasRead = std::ranges::all_of(m_asked, [this](uint32_t number) {
        const Run *run = m_store.run(number);
        return run && run->state() == RunState::Failed && run->size() == 0;
    });
    if (nothingWasRead && m_versionOf > 0) {
        if (chat && chat->turns.find(first)->chosen) {
            m_chats.choose(m_versionOf);
            emit notice(endingSentence(*m_store.run(first))); // it is not shown any more
        }
    } else if (nothingWasRead)
        emit questionReturned(m_store.run(first)->question(), chat ? chat->info.id : QString());
    if (chat && m_asked.size() > 1)
        showWhatCounts(chat->turns.countingOf(first, m_store));
    stopAndChange();
}

} // namespace deepscope
