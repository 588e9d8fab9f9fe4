#include "app/recording.h"

namespace deepscope {

namespace {

std::filesystem::path filePath(const QString &path) { return path.toStdU16String(); }

TokenTrace traceOf(const Run &run, int token)
{
    TokenTrace trace;
    trace.run = run.id();
    trace.index = static_cast<uint32_t>(token);
    trace.token = run.tokenId(token);
    trace.phase = run.phase(token);
    trace.special = run.special(token);
    trace.bytes = run.bytes(token);
    trace.logprob = run.logprob(token);
    trace.entropy = run.entropy(token);
    trace.microseconds = run.microseconds(token);
    trace.stages = run.stages(token);
    trace.cacheBytes = run.cacheBytes(token);
    const std::span<const Candidate> candidates = run.candidates(token);
    trace.candidates.assign(candidates.begin(), candidates.end());
    if (!run.routed(token))
        return trace;
    for (int layer = run.firstExpertLayer(); layer < run.firstExpertLayer() + run.expertLayers(); ++layer) {
        const std::span<const uint16_t> experts = run.experts(token, layer);
        const std::span<const float> weights = run.weights(token, layer);
        for (size_t i = 0; i < experts.size(); ++i)
            trace.routing.push_back({experts[i], weights[i]});
    }
    return trace;
}

} // namespace

ReadRecording readRecording(const QString &path)
{
    try {
        return {std::make_shared<const RecordedRun>(readRunFile(filePath(path))), {}};
    } catch (const std::exception &error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

RecordedRun recordedRun(const Run &run)
{
    RecordedRun recorded{run.model(), run.question().toStdString(), {}, run.summary()};
    recorded.tokens.reserve(static_cast<size_t>(run.size()));
    for (int token = 0; token < run.size(); ++token)
        recorded.tokens.push_back(traceOf(run, token));
    return recorded;
}

QString writeRecording(const QString &path, const RecordedRun &run)
{
    try {
        RunFileWriter writer(filePath(path), run.model, run.question);
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
