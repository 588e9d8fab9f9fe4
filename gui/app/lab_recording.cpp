#include "app/lab_recording.h"

#include "api/resources.h"
#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QDateTime>
#include <QDir>
#include <QLocale>

namespace deepscope {

namespace {

const QString &recordPattern()
{
    static const QString pattern = u'*' + QLatin1String(LabRecordEnding);
    return pattern;
}

QString modelName(const LabBegun &begun)
{
    const QString name = QString::fromStdString(begun.model.info.name);
    return name.isEmpty() ? QFileInfo(QString::fromStdString(begun.model.info.path)).completeBaseName() : name;
}

// "38 % to 84 % right in 250 steps".
QString outcome(const ShownLabRun &run)
{
    const uint32_t steps = run.steps.empty() ? run.begun.step : run.steps.back().step;
    const QString count = formatPlural(steps, Noun::StepOfLearning);
    if (run.heldOut.empty())
        return count;
    return tr("%1 to %2 right in %3")
        .arg(formatShare(run.heldOut.front().match), formatShare(run.heldOut.back().match), count);
}

} // namespace

ReadLabRecord readLabRecord(const QString &path)
{
    try {
        auto record = std::make_shared<const LabRecord>(std::filesystem::path(path.toStdU16String()));
        auto run = std::make_shared<const ShownLabRun>(
            ShownLabRun{record->begun(), record->steps(), record->heldOut(), record->fixedAnswers()});
        return {record, run, {}};
    } catch (const std::exception &error) {
        return {nullptr, nullptr, engineSentence(error.what())};
    }
}

ReadBoard readBoard(std::shared_ptr<const LabRecord> record, const QString &path, uint32_t step)
{
    if (!record) {
        ReadLabRecord read = readLabRecord(path);
        if (!read.record)
            return {{}, read.problem};
        record = std::move(read.record);
    }
    try {
        return {record->board(step), {}};
    } catch (const std::exception &error) {
        return {{}, engineSentence(error.what())};
    }
}

bool holdsCheckpoint(const QString &folder)
{
    return !QDir(folder).entryList({QStringLiteral("step-*.gguf")}, QDir::Files).isEmpty();
}

QList<EarlierRun> earlierRuns(const QString &folder, int most)
{
    QList<EarlierRun> runs;
    if (folder.isEmpty()) // QDir would take where the program was started
        return runs;
    for (const QFileInfo &each : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        if (runs.size() == most)
            break;
        const QString record = QDir(each.filePath()).filePath(QLatin1String(LabRecordName));
        if (!holdsCheckpoint(each.filePath()))
            continue;
        const ReadLabRecord read = readLabRecord(record); // of a damaged one the checkpoints may still be good
        runs.append({each.filePath(), record,
                     tr("%1, %2: %3")
                         .arg(read.run ? modelName(read.run->begun) : each.fileName(),
                              QLocale().toString(each.lastModified(), QLocale::ShortFormat),
                              read.run ? outcome(*read.run) : tr("its record cannot be read"))});
    }
    return runs;
}

QList<EarlierRun> recordedLabRuns()
{
    QList<EarlierRun> runs;
    const QDir folder(QString::fromStdString(resourcePath("recorded")));
    for (const QFileInfo &each : folder.entryInfoList({recordPattern()}, QDir::Files, QDir::Name))
        if (const ReadLabRecord read = readLabRecord(each.filePath()); read.run)
            runs.append({{}, each.filePath(), outcome(*read.run)});
    return runs;
}

} // namespace deepscope
