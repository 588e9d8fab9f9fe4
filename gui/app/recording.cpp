#include "app/recording.h"

#include "models/engine_sentences.h"

namespace deepscope {

namespace {

std::filesystem::path filePath(const QString &path) { return path.toStdU16String(); }

template <typename Write>
QString sentenceOf(Write write)
{
    try {
        write();
        return {};
    } catch (const std::exception &error) {
        return engineSentence(error.what());
    }
}

} // namespace

ReadRecording readRecording(const QString &path)
{
    try {
        return {std::make_shared<const RecordedRun>(readRunFile(filePath(path))), {}};
    } catch (const std::exception &error) {
        return {nullptr, engineSentence(error.what())};
    }
}

QString writeRecording(const QString &path, const RecordedRun &run)
{
    return sentenceOf([&] {
        RunFileWriter writer(filePath(path), run);
        for (const TokenTrace &token : run.tokens)
            writer.append(token);
        if (run.summary)
            writer.finish(*run.summary);
    });
}

QString writeRoutingFiles(const QString &path, RoutingForm form, const RecordedRun &run,
                          const MeasuredRouting &measured)
{
    return sentenceOf([&] { writeRouting(run, form, filePath(path), measured); });
}

} // namespace deepscope
