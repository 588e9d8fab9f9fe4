#include "app/learning.h"

#include "models/background.h"
#include "models/engine_sentences.h"

#include <QDateTime>
#include <QDir>

#include <utility>

namespace deepscope {

namespace {

constexpr int MostEarlierRuns = 3; // that are offered

} // namespace

Learning::Learning(LabFactory makeLab, const QString &dataFolder, QObject *parent)
    : QObject(parent), m_runs(dataFolder.isEmpty() ? QString() : QDir(dataFolder).filePath(QStringLiteral("learning"))),
      m_selection(m_rollouts), m_bridge(std::move(makeLab))
{
    m_rollouts.setInvitation(tr("Choose an answer"));
    connect(&m_bridge, &LabBridge::arrived, &m_history,
            [this](const std::vector<LabEvent> &events) { m_history.take(events); });
    connect(&m_history, &LabHistory::boardWanted, this, &Learning::readBoardOf);
    connect(&m_history, &LabHistory::saved, this, &Learning::takeSaved);
}

QString Learning::newFolder()
{
    if (m_runs.isEmpty()) {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_runs = m_temporary->path();
    }
    const QString stem =
        QDir(m_runs).filePath(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hhmmss")));
    QString folder = stem;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = QStringLiteral("%1 %2").arg(stem).arg(number);
    return folder;
}

void Learning::start(LabRequest request)
{
    if (m_history.isRunning())
        return;
    request.folder = newFolder().toStdString();
    request.resume = false;
    m_history.expect();
    begin(std::move(request));
}

void Learning::begin(LabRequest request)
{
    m_folder = QString::fromStdString(request.folder);
    m_recordPath = QDir(m_folder).filePath(QLatin1String(LabRecordName));
    m_record.reset();
    m_steps.choose({});
    m_bridge.start(std::move(request));
}

void Learning::resume(const QString &folder)
{
    if (m_history.isRunning())
        return;
    inBackground(
        this, [folder] { return readLabRecord(QDir(folder).filePath(QLatin1String(LabRecordName))); },
        [this, folder](const ReadLabRecord &read) {
            if (m_history.isRunning())
                return;
            if (!read.run && !holdsCheckpoint(folder)) {
                emit problemOccurred(tr("The run is not in %1 any more.").arg(folder));
                return findEarlierRuns();
            }
            LabRequest request; // its settings are those of the checkpoint
            request.folder = folder.toStdString();
            request.resume = true;
            if (read.run)
                request.base = read.run->begun.model.info.path;
            m_history.expect(read.run);
            begin(std::move(request));
        });
}

void Learning::openRecord(const QString &path)
{
    if (m_history.isRunning())
        return emit problemOccurred(tr("A model is learning. Stop it, then open the record."));
    inBackground(
        this, [path] { return readLabRecord(path); },
        [this, path](const ReadLabRecord &read) {
            if (!read.run)
                return emit problemOccurred(read.problem);
            if (m_history.isRunning())
                return;
            const QString folder = QFileInfo(path).absolutePath();
            m_folder = QFileInfo(path).fileName() == QLatin1String(LabRecordName) && holdsCheckpoint(folder)
                           ? folder
                           : QString();
            m_recordPath = path;
            m_record = read.record;
            m_steps.choose({});
            m_history.show(*read.run);
            emit recordOpened();
        });
}

// One at a time, and of those that were wanted meanwhile the last.
void Learning::readBoardOf(uint32_t step)
{
    m_boardWanted = step;
    if (std::exchange(m_reading, true))
        return;
    inBackground(
        this, [record = m_record, path = m_recordPath, step] { return readBoard(record, path, step); },
        [this, step, path = m_recordPath](const ReadBoard &read) {
            m_reading = false;
            if (m_boardWanted != step || path != m_recordPath)
                return readBoardOf(*m_boardWanted);
            m_history.putBoard(step, read.groups);
            if (!read.problem.isEmpty())
                emit problemOccurred(read.problem);
        });
}

void Learning::backToBest()
{
    m_steps.choose({});
    m_bridge.backToBest();
}

void Learning::saveModel(const QString &path) { m_bridge.saveModel(path.toStdString()); }

void Learning::useInChat()
{
    // Apart from the checkpoints, which are what a run is gone on with from.
    const QString folder = QDir(m_folder).filePath(QStringLiteral("chat"));
    QDir().mkpath(folder);
    m_forChat = QDir(folder).filePath(tr("learned, step %1.gguf").arg(m_history.lastStep()));
    saveModel(m_forChat);
}

void Learning::takeSaved(const LabSaved &saved)
{
    const QString path = QString::fromStdString(saved.path);
    const bool forChat = path == m_forChat;
    if (forChat)
        m_forChat.clear();
    if (saved.failure)
        emit problemOccurred(engineSentence(saved.failure->sentence));
    else if (forChat)
        emit modelReady(path);
    else
        emit notice(tr("Saved the model to %1.").arg(QFileInfo(path).fileName()));
}

void Learning::findEarlierRuns()
{
    struct Found {
        QList<EarlierRun> mine, examples;
    };
    inBackground(
        this,
        [folder = m_runs] {
            return Found{earlierRuns(folder, MostEarlierRuns), recordedLabRuns()};
        },
        [this](const Found &found) { emit earlierRunsFound(found.mine, found.examples); });
}

} // namespace deepscope
