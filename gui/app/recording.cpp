#include "app/recording.h"

namespace deepscope {

namespace {

std::filesystem::path filePath(const QString &path) { return path.toStdU16String(); }

} // namespace

ReadRecording readRecording(const QString &path)
{
    try {
        return {std::make_shared<const RecordedRun>(readRunFile(filePath(path))), {}};
    } catch (const std::exception &error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

QString writeRecording(const QString &path, const RecordedRun &run)
{
    try {
        RunFileWriter writer(filePath(path), run);
        for (const TokenTrace &token : run.tokens)
            writer.append(token);
        if (run.summary)
            writer.finish(*run.summary);
        return {};
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace deepscope
