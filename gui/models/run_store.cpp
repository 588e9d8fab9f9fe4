#include "run_store.h"

#include <algorithm>

namespace deepscope {

RunStore::RunStore(QObject *parent) : QObject(parent) {}
RunStore::~RunStore() = default;

void RunStore::setModel(LoadedModel model)
{
    m_model = std::move(model);
    m_cacheUse = {};
    emit modelChanged();
}

void RunStore::setCacheUse(const CacheUse &use)
{
    if (m_cacheUse == use)
        return;
    m_cacheUse = use;
    emit cacheUseChanged();
}

const LoadedModel *RunStore::shownModel() const { return m_current ? &m_current->model() : model(); }

uint32_t RunStore::beginRun(uint32_t run, const QString &question, LoadedModel model, std::optional<RunRequest> request)
{
    const uint32_t number = find(run) ? freeNumber() : run;
    m_runs.push_back(std::make_unique<Run>(number, question, std::move(model), std::move(request)));
    emit runAdded(number);
    setCurrent(number);
    return number;
}

void RunStore::append(std::span<const TokenTrace> traces)
{
    // One signal for each stretch of traces of the same run.
    for (size_t begin = 0; begin < traces.size();) {
        size_t end = begin;
        while (end < traces.size() && traces[end].run == traces[begin].run)
            ++end;
        Run *run = find(traces[begin].run);
        if (run && run->state() == RunState::Working) {
            const int first = run->size();
            for (const TokenTrace &trace : traces.subspan(begin, end - begin))
                run->append(trace);
            emit appended(run->id(), first, run->size() - 1);
        }
        begin = end;
    }
}

void RunStore::finish(const RunSummary &summary)
{
    Run *run = find(summary.run);
    if (!run || run->m_summary)
        return;
    run->m_summary = summary;
    const bool failed = run->state() == RunState::Failed || summary.reason == FinishReason::Failed;
    run->m_state = failed ? RunState::Failed : RunState::Finished;
    emit runFinished(run->id());
}

void RunStore::fail(uint32_t number, const QString &sentence)
{
    Run *run = find(number);
    if (!run || run->state() != RunState::Working)
        return;
    run->m_state = RunState::Failed;
    run->m_failure = sentence;
    emit runFinished(run->id());
}

uint32_t RunStore::add(const RecordedRun &recorded, const QString &failure)
{
    const uint32_t number = freeNumber();
    m_runs.push_back(
        std::make_unique<Run>(number, QString::fromStdString(recorded.question), recorded.model, recorded.request));
    emit runAdded(number);
    std::vector<TokenTrace> traces = recorded.tokens;
    for (TokenTrace &trace : traces)
        trace.run = number;
    append(traces);
    if (!failure.isEmpty())
        fail(number, failure);
    if (recorded.summary) {
        RunSummary summary = *recorded.summary;
        summary.run = number;
        finish(summary);
    } else if (failure.isEmpty()) { // the recording was cut off
        find(number)->m_state = RunState::Finished;
        emit runFinished(number);
    }
    return number;
}

const Run *RunStore::run(uint32_t number) const
{
    const int position = positionOf(number);
    return position < 0 ? nullptr : m_runs[size_t(position)].get();
}

int RunStore::positionOf(uint32_t number) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const auto &run) { return run->id() == number; });
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

Run *RunStore::find(uint32_t number)
{
    const int position = positionOf(number);
    return position < 0 ? nullptr : m_runs[size_t(position)].get();
}

uint32_t RunStore::freeNumber() const
{
    uint32_t highest = 0;
    for (const auto &run : m_runs)
        highest = std::max(highest, run->id());
    return highest + 1;
}

void RunStore::setCurrent(uint32_t number)
{
    Run *run = find(number);
    if (!run || run == m_current)
        return;
    m_current = run;
    emit currentRunChanged();
}

void RunStore::clearCurrent()
{
    if (!m_current)
        return;
    m_current = nullptr;
    emit currentRunChanged();
}

void RunStore::setActivity(const Activity &activity)
{
    if (m_activity == activity)
        return;
    m_activity = activity;
    emit activityChanged();
}

} // namespace deepscope
