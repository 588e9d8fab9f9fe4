#include "app/workbench.h"

#include "api/model_catalog.h"
#include "app/background.h"
#include "app/recording.h"
#include "models/recorded_run.h"

#include <QFileInfo>

namespace deepscope {

namespace {

QString capitalised(const QString &words) { return words.left(1).toUpper() + words.mid(1); }

} // namespace

Workbench::Workbench(const EngineFactory &makeEngine, const QString &dataFolder, QObject *parent)
    : QObject(parent), m_selection(m_store), m_playback(m_store, m_selection), m_chats(m_store),
      m_archive(dataFolder.isEmpty() ? nullptr : std::make_unique<ChatArchive>(dataFolder)), m_bridge(makeEngine)
{
    connectEngine();
    if (m_archive)
        connectArchive();
}

void Workbench::connectArchive()
{
    const auto problem = [this](const QString &sentence, bool mayPass) {
        emit problemOccurred({Problem::About::Chats, sentence, m_archive->folder(), ErrorKind::File, mayPass});
    };
    m_keeper = std::make_unique<ChatKeeper>(m_store, m_chats, *m_archive);
    m_archiveWritable = true; // until it is opened; what is asked before waits
    connect(m_archive.get(), &ChatArchive::opened, this, [this](const std::vector<ChatInfo> &, bool writable) {
        m_archiveWritable = writable;
        setKeepsChats(m_keepsChats);
        if (writable)
            emit problemSettled(Problem::About::Chats);
    });
    connect(m_archive.get(), &ChatArchive::problem, this, problem);
    connect(m_archive.get(), &ChatArchive::written, this, [this] { emit problemSettled(Problem::About::Chats); });
    connect(m_archive.get(), &ChatArchive::runsRead, this, [problem](const QString &, const ReadRuns &read) {
        if (!read.problem.isEmpty())
            problem(read.problem, false);
    });
    m_archive->open();
}

void Workbench::setKeepsChats(bool keeps)
{
    m_keepsChats = keeps;
    m_chats.setKeeping(m_keepsChats && m_archiveWritable);
}

void Workbench::tryKeepingAgain()
{
    if (m_archive)
        m_archive->tryAgain();
}

void Workbench::connectEngine()
{
    connect(&m_bridge, &EngineBridge::loadProgress, this, [this](const LoadProgress &progress) {
        m_store.setActivity({capitalised(QString::fromStdString(progress.doing)), progress.fraction});
        emit loadProgress(progress);
    });
    connect(&m_bridge, &EngineBridge::modelLoaded, this, &Workbench::modelLoaded);
    connect(&m_bridge, &EngineBridge::failed, this, &Workbench::failed);
    connect(&m_bridge, &EngineBridge::prefillProgress, this, [this](const PrefillProgress &progress) {
        if (progress.run == m_running && progress.total > 0)
            m_store.setActivity({tr("Reading the question"), double(progress.done) / progress.total});
    });
    connect(&m_bridge, &EngineBridge::tracesArrived, this, [this](const std::vector<TokenTrace> &traces) {
        m_store.append(traces);
        if (traces.back().run == m_running && traces.back().phase != Phase::Prompt)
            m_store.setActivity({traces.back().phase == Phase::Think ? tr("Thinking") : tr("Answering"), -1});
    });
    connect(&m_bridge, &EngineBridge::runFinished, this, &Workbench::runFinished);
}

QString Workbench::displayName(const QString &path)
{
    if (path == QStringLiteral("default"))
        return tr("Deepscope default");
    const std::string blob = ollamaName(path.toStdString()); // its file's name is a number of 64 digits
    return blob.empty() ? QFileInfo(path).completeBaseName() : QString::fromStdString(blob);
}

void Workbench::open(const QString &path, const OpenOptions &options)
{
    if (path.endsWith(QStringLiteral(".run"), Qt::CaseInsensitive))
        openRecording(path);
    else
        loadModel(path, options);
}

void Workbench::loadModel(const QString &path, const OpenOptions &options)
{
    if (isLoading() || isRunning())
        m_bridge.cancel(); // the newest wish counts
    m_loads.push_back(path);
    m_store.setActivity({tr("Loading %1").arg(displayName(path)), -1});
    emit loadBegan(displayName(path));
    emit stateChanged();
    m_bridge.load({path.toStdString(), options.device.toStdString(), options.context, options.cacheType});
}

void Workbench::cancelLoading()
{
    if (isLoading())
        m_bridge.cancel();
}

void Workbench::endLoading()
{
    m_loads.pop_front();
    if (!isLoading() && !isRunning())
        m_store.setActivity({});
    emit stateChanged();
}

void Workbench::modelLoaded(const LoadedModel &model)
{
    const bool inChat = m_chats.canContinue();
    m_store.setModel(model);
    if (inChat && !m_chats.canContinue())
        m_chats.beginNew(); // another model knows nothing of the chat so far
    emit modelOpened(QString::fromStdString(model.info.path));
    emit problemSettled(Problem::About::Model);
    endLoading();
}

void Workbench::failed(const Failure &failure)
{
    const QString sentence = QString::fromStdString(failure.sentence);
    if (!failure.loading) {
        const bool chatIsPart = failure.kind == ErrorKind::Usage && m_earlierTurnsSent;
        m_store.fail(failure.run,
                     chatIsPart ? sentence + ' ' + tr("A new chat begins without the earlier turns.") : sentence);
        return;
    }
    if (failure.kind != ErrorKind::Interrupted)
        emit problemOccurred({Problem::About::Model, sentence, m_loads.front(), failure.kind});
    endLoading();
}

void Workbench::openRecording(const QString &path)
{
    inBackground(
        this, [path] { return readRecording(path); },
        [this, path](const ReadRecording &read) {
            if (!read.run)
                return emit problemOccurred({Problem::About::Recording, read.problem, path});
            m_chats.addRecording(*read.run);
            emit problemSettled(Problem::About::Recording);
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
                return emit problemOccurred({Problem::About::Saving, sentence, path});
            emit notice(tr("Saved the run to %1.").arg(QFileInfo(path).fileName()));
            emit problemSettled(Problem::About::Saving);
        });
}

QString Workbench::reasonAgainstAsking() const
{
    if (isLoading())
        return m_store.model() ? tr("Another model is being loaded.") : tr("The model is being loaded.");
    if (!m_store.model())
        return tr("No model is loaded, so nothing can be asked; recorded runs can be opened and explored.");
    return {};
}

void Workbench::ask(const QString &question, const GenerationSettings &settings)
{
    if (isRunning() || !reasonAgainstAsking().isEmpty() || question.trimmed().isEmpty())
        return;
    RunRequest request;
    if (settings.earlierTurns)
        request.chat = m_chats.earlierTurns();
    m_earlierTurnsSent = !request.chat.empty();
    request.chat.push_back({ChatMessage::Role::User, question.toStdString()});
    request.sampling = settings.samplingFor(m_store.model()->info.chatSampling);
    request.chatTemplate = settings.chatTemplate;
    request.maxTokens = settings.maxTokens;
    request.run = m_store.freeNumber();
    m_store.beginRun(request.run, question, *m_store.model(), request);
    m_running = request.run;
    m_store.setActivity({tr("Reading the question"), -1});
    emit stateChanged();
    m_bridge.start(std::move(request));
}

void Workbench::stop()
{
    if (isRunning())
        m_bridge.cancel();
}

void Workbench::runFinished(const RunSummary &summary)
{
    m_store.finish(summary);
    if (summary.run != m_running)
        return;
    m_running = 0;
    m_store.setActivity({});
    emit stateChanged();
    const Run *run = m_store.run(summary.run);
    if (run && run->state() == RunState::Failed && run->size() == 0)
        emit questionReturned(run->question());
}

} // namespace deepscope
