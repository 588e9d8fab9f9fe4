#include "run/step_runner.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr size_t MostRecordings = 24;

} // namespace

void StepRunner::record(Recording &recording, const Kind &kind)
{
    const uint32_t timestamps =
        kind.tracing == Tracing::RoutingAndTimes ? StageClock::timestamps(m_model.hyper().layerCount()) : 0;
    recording.commands = std::make_unique<gpu::Commands>(m_model.kernels(), timestamps);
    gpu::Commands &commands = *recording.commands;
    const auto pass = [&] { m_model.pass().record(commands, recording.clock, kind.shape); };
    commands.prepareKernels(pass);
    commands.begin();
    pass();
    if (kind.tracing != Tracing::Off)
        m_model.step().readRouting(commands, kind.shape.rows);
    if (kind.shape.outputs > 0 && kind.shape.wholeLogits)
        m_model.step().readLogits(commands, 0, kind.shape.outputs);
    if (kind.shape.outputs > 0 && kind.shape.draws != Draws::None)
        m_model.step().readDraws(commands, kind.shape.outputs);
    commands.end();
}

StepRunner::Recording &StepRunner::recordingOf(const Kind &kind)
{
    const auto known = m_recordings.find(kind);
    if (known != m_recordings.end())
        return known->second;
    m_last = nullptr;
    if (m_recordings.size() >= MostRecordings)
        m_recordings.erase(
            std::ranges::min_element(m_recordings, {}, [](const auto &recording) { return recording.second.lastUse; }));
    Recording recording;
    record(recording, kind); // kept only when it is whole
    return m_recordings.emplace(kind, std::move(recording)).first->second;
}

bool StepRunner::run(const StepInput &input, Tracing tracing, const std::atomic<bool> &cancel)
{
    const StepShape shape = input.shape();
    if (shape.rows == 0 || shape.rows > m_model.step().mostRows() || shape.outputs > MostOutputs ||
        input.entries.size() > MostDrawEntries || (shape.draws != Draws::None && input.draws.size() != shape.outputs) ||
        input.pages.size() > MostStepSequences || !std::ranges::all_of(input.pages, [&](const auto &pages) {
            return pages.size() <= m_model.step().mostPages();
        }))
        throw Error(ErrorKind::Internal, "A step was asked for rows that do not fit.");
    Recording &recording = recordingOf({shape, tracing});
    recording.lastUse = ++m_uses;
    m_model.step().set(input);
    m_last = &recording;
    const auto start = std::chrono::steady_clock::now();
    const bool ran = recording.commands->submitAndWait(&cancel);
    if (shape.rows == 1)
        m_lastTook = std::chrono::steady_clock::now() - start;
    return ran;
}

Tracing StepRunner::traced(const StepInput &input) const
{
    constexpr uint32_t EverySteps = 16, ManyRows = 64;
    const bool slow = m_model.kernels().device().isSoftware() && m_lastTook > std::chrono::milliseconds(4);
    const bool timed = input.rows.size() >= ManyRows || slow || input.rows.front().position % EverySteps == 0;
    return timed ? Tracing::RoutingAndTimes : Tracing::Routing;
}

std::span<const float> StepRunner::logits(uint32_t output) const
{
    return {m_model.step().logitsRow(output), m_model.hyper().vocabulary};
}

std::span<const float> StepRunner::fetchLogits(uint32_t output)
{
    gpu::Commands commands(m_model.kernels());
    commands.begin();
    m_model.step().readLogits(commands, output, 1);
    commands.end();
    commands.submitAndWait();
    return logits(output);
}

std::vector<ExpertHit> StepRunner::routing(uint32_t row) const
{
    std::vector<ExpertHit> hits;
    const Step &step = m_model.step();
    for (uint32_t layer = 0; layer < step.routing.size(); ++layer) {
        const uint32_t *ids = step.routingIds(layer, row);
        const float *weights = step.routingWeights(layer, row);
        for (uint32_t k = 0; k < step.routing[layer].ids.columns; ++k)
            hits.push_back({uint16_t(ids[k]), weights[k]});
    }
    return hits;
}

StageTimes StepRunner::stages() const { return m_last->clock.read(*m_last->commands); }

uint32_t StepRunner::dispatches() const { return m_last->commands->dispatches(); }

} // namespace deepscope
