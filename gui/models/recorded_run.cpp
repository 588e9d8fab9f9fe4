#include "recorded_run.h"

namespace deepscope {

namespace {

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

RecordedRun recordedRun(const Run &run)
{
    RecordedRun recorded{run.model(), run.question().toStdString(), {}, run.summary()};
    recorded.tokens.reserve(static_cast<size_t>(run.size()));
    for (int token = 0; token < run.size(); ++token)
        recorded.tokens.push_back(traceOf(run, token));
    return recorded;
}

} // namespace deepscope
