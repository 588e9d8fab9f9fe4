#include "run/step_runner.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr size_t MostRecordings = 24 * StepSides;

} // namespace

void recordStep(ReadyModel &model, gpu::Commands &commands, StageClock &clock, const StepShape &shape, Tracing tracing)
{
    const auto pass = [&] { model.pass().record(commands, clock, shape); };
    commands.prepareKernels(pass);
    commands.begin();
    pass();
    model.step().readResults(commands, shape, tracing != Tracing::Off);
    if (shape.outputs > 0 && shape.wholeLogits)
        model.step().readLogits(commands, 0, shape.outputs);
    commands.end();
}

StepRunner::Recording &StepRunner::recordingOf(const Kind &kind)
{
    const auto known = m_recordings.find(kind);
    if (known != m_recordings.end())
        return known->second;
    if (m_recordings.size() >= MostRecordings)
        m_recordings.erase( // nothing that is under way: that was used last
            std::ranges::min_element(m_recordings, {}, [](const auto &recording) { return recording.second.lastUse; }));
    Recording recording;
    const uint32_t timestamps =
        kind.tracing == Tracing::RoutingAndTimes ? StageClock::timestamps(m_model.hyper().layerCount()) : 0;
    recording.commands = std::make_unique<gpu::Commands>(m_model.kernels(), timestamps);
    recordStep(m_model, *recording.commands, recording.clock, kind.shape, kind.tracing); // kept only when it is whole
    return m_recordings.emplace(kind, std::move(recording)).first->second;
}

// What is under way is not tapped (mayFollow), and what was tapped before has been read.
void StepRunner::useGrownTap()
{
    AttentionTap &tap = m_model.step().attention();
    if (!tap.grown())
        return;
    std::erase_if(m_recordings, [](const auto &known) { return known.first.shape.taps.attention.count > 0; });
    tap.useGrown();
}

void StepRunner::start(const StepInput &input, Tracing tracing)
{
    const uint32_t side = idle() ? 0 : 1 - m_underWay.front().side;
    const StepShape shape = input.shape(side);
    size_t knobs = 0;
    for (const RouterTables *tables : input.alterations)
        knobs += tables->knobs.size();
    if (shape.rows == 0 || shape.rows > m_model.step().mostRows(shape.choices) ||
        input.alterations.size() > MostAlterations || knobs > m_model.step().mostKnobs() ||
        shape.outputs > MostOutputs || input.entries.size() > MostDrawEntries ||
        (shape.draws != Draws::None && input.draws.size() != shape.outputs) || input.pages.size() > MostStepSequences ||
        !std::ranges::all_of(input.pages,
                             [&](const auto &pages) { return pages.size() <= m_model.step().mostPages(); }))
        throw Error(ErrorKind::Internal, "A step was asked for rows that do not fit.");
    if (m_model.cache().stateSlots() > 0 && input.states.size() != input.pages.size())
        throw Error(ErrorKind::Internal, "A step was not told of the states of its sequences.");
    if (m_model.cache().windowPlaces() < m_model.cache().pages() && m_model.cache().windowPlaces() > 0 &&
        input.windowPages.size() != input.pages.size())
        throw Error(ErrorKind::Internal, "A step was not told of the windows of its sequences.");
    if (!idle() && !mayFollow())
        throw Error(ErrorKind::Internal, "A step was started before another had ended.");
    if (shape.taps.attention.count > 0)
        useGrownTap();
    Recording &recording = recordingOf({shape, tracing});
    recording.lastUse = ++m_uses;
    m_model.step().set(input, side);
    recording.commands->submit();
    m_underWay.push_back(
        {&recording, side, shape.rows, tracing, shape.wholeLogits, shape.choices, shape.taps.any(), Clock::now()});
}

bool StepRunner::finish(const std::atomic<bool> &cancel)
{
    m_last = m_underWay.front();
    m_underWay.pop_front(); // also where waiting throws
    const bool ran = m_last.recording->commands->wait(&cancel);
    const Clock::time_point now = Clock::now();
    m_took = now - std::max(m_last.at, m_finishedAt);
    m_finishedAt = now;
    if (m_last.rows == 1)
        m_singleTook = m_took;
    return ran;
}

void StepRunner::leave()
{
    const std::atomic<bool> nothingMore = true;
    while (!idle())
        try {
            finish(nothingMore);
        } catch (const Error &) { // a lost device has finished too
        }
    useGrownTap(); // who wanted it may be gone: two of them would stay
}

bool StepRunner::run(const StepInput &input, Tracing tracing, const std::atomic<bool> &cancel)
{
    if (cancel)
        return false;
    start(input, tracing);
    return finish(cancel);
}

// There is one place for whole logits, and for what is tapped, and what is submitted in pieces could be overtaken.
bool StepRunner::mayFollow() const
{
    return m_model.kernels().device().features().worksApart && m_underWay.size() == 1 &&
           m_underWay.front().recording->commands->whollySubmitted() && !m_underWay.front().wholeLogits &&
           !m_underWay.front().tapped;
}

Tracing StepRunner::traced(const StepInput &input) const
{
    constexpr uint32_t EverySteps = 16, ManyRows = 64;
    if (!m_traces)
        return Tracing::Off;
    const bool slow = m_model.kernels().device().isSoftware() && m_singleTook > std::chrono::milliseconds(4);
    const bool timed = input.rows.size() >= ManyRows || slow || input.rows.front().position % EverySteps == 0;
    return timed ? Tracing::RoutingAndTimes : Tracing::Routing;
}

std::span<const float> StepRunner::logits(uint32_t output) const
{
    return {m_model.step().logitsRow(output), m_model.hyper().vocabulary};
}

std::span<const float> StepRunner::fetchLogits(uint32_t output)
{
    if (!idle())
        throw Error(ErrorKind::Internal, "Logits were asked for that the next step writes over.");
    gpu::Commands commands(m_model.kernels());
    commands.begin();
    m_model.step().readLogits(commands, output, 1);
    commands.end();
    commands.submitAndWait();
    return logits(output);
}

std::vector<ExpertHit> StepRunner::routing(uint32_t row, uint32_t choices) const
{
    if (m_last.tracing == Tracing::Off)
        return {};
    return m_model.step().hits(m_last.side, m_last.choices, row, choices);
}

StageTimes StepRunner::stages() const { return m_last.recording->clock.read(*m_last.recording->commands); }

uint32_t StepRunner::dispatches() const { return m_last.recording->commands->dispatches(); }

uint32_t StepRunner::dependentSteps() const { return gpu::dependentSteps(m_last.recording->commands->recorded()); }

} // namespace deepscope
