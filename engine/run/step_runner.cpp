#include "run/step_runner.h"

namespace deepscope {

StepRunner::StepRunner(ReadyModel &model) : m_model(model) {}

void StepRunner::record(Recording &recording, uint32_t tokens, LogitsRows rows, Tracing tracing)
{
    const uint32_t timestamps =
        tracing == Tracing::RoutingAndTimes ? StageClock::timestamps(m_model.hyper().layers) : 0;
    if (!recording.commands)
        recording.commands = std::make_unique<gpu::Commands>(m_model.kernels(), timestamps);
    gpu::Commands &commands = *recording.commands;
    recording.tokens = 0; // until it is whole
    const auto pass = [&] { m_model.pass().record(commands, recording.clock, tokens, rows); };
    commands.prepareKernels(pass);
    commands.begin();
    pass();
    if (tracing != Tracing::Off)
        m_model.step().readRouting(commands, tokens);
    m_model.step().readLogits(commands, rows == LogitsRows::All ? tokens : 1);
    commands.end();
    recording.tokens = tokens;
}

bool StepRunner::feed(uint32_t position, const std::vector<int32_t> &tokens, LogitsRows rows, Tracing tracing,
                      const std::atomic<bool> &cancel)
{
    const auto count = uint32_t(tokens.size());
    if (count == 0 || count > BatchTokens || position + count > m_model.cache().context())
        throw Error(ErrorKind::Internal, "A step was asked for tokens that do not fit.");
    Recording &recording = m_recordings[{count == 1, rows, tracing}];
    if (recording.tokens != count)
        record(recording, count, rows, tracing);
    m_model.step().set(position, tokens);
    m_last = &recording;
    return recording.commands->submitAndWait(&cancel);
}

Tracing StepRunner::traced(uint32_t position, size_t tokens) const
{
    constexpr uint32_t EverySteps = 16;
    const bool timed = tokens > 1 || m_model.kernels().device().isSoftware() || position % EverySteps == 0;
    return timed ? Tracing::RoutingAndTimes : Tracing::Routing;
}

std::span<const float> StepRunner::logits(uint32_t row) const
{
    return {m_model.step().logitsRow(row), m_model.hyper().vocabulary};
}

std::vector<ExpertHit> StepRunner::routing(uint32_t row) const
{
    std::vector<ExpertHit> hits;
    const StepMemory &step = m_model.step();
    for (uint32_t layer = 0; layer < step.routing.size(); ++layer) {
        const uint32_t *ids = step.routingIds(layer, row);
        const float *weights = step.routingWeights(layer, row);
        for (uint32_t k = 0; k < m_model.hyper().router.used; ++k)
            hits.push_back({uint16_t(ids[k]), weights[k]});
    }
    return hits;
}

StageTimes StepRunner::stages() const { return m_last->clock.read(*m_last->commands); }

uint32_t StepRunner::dispatches() const { return m_last->commands->dispatches(); }

} // namespace deepscope
