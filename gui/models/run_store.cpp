#include "run_store.h"

#include "imported_run.h"

#include <algorithm>
#include <utility>

namespace deepscope {

RunStore::RunStore(QObject *parent) : QObject(parent) {}
RunStore::~RunStore() = default;

void RunStore::setModel(LoadedModel model)
{
    m_model = share(std::move(model));
    m_cacheUse = {};
    m_poolUse.reset();
    emit modelChanged();
}

void RunStore::clearModel()
{
    m_model.reset();
    m_cacheUse = {};
    m_poolUse.reset();
    emit modelChanged();
}

void RunStore::setCacheUse(const CacheUse &use)
{
    if (m_cacheUse == use)
        return;
    m_cacheUse = use;
    emit cacheUseChanged();
}

void RunStore::setPoolUse(const PoolUse &use)
{
    if (m_poolUse == use)
        return;
    m_poolUse = use;
    emit poolUseChanged();
}

const LoadedModel *RunStore::shownModel() const
{
    const Run *run = computedRun(*this);
    return run ? &run->model() : model();
}

uint32_t RunStore::beginRun(uint32_t run, const QString &question, LoadedModel model, std::optional<RunRequest> request)
{
    const uint32_t number = beginBeside(run, question, std::move(model), std::move(request));
    setCurrent(number);
    return number;
}

uint32_t RunStore::beginBeside(uint32_t run, const QString &question, LoadedModel model,
                               std::optional<RunRequest> request)
{
    return addRun(find(run) ? freeNumber() : run, question, std::move(model), std::move(request));
}

uint32_t RunStore::addRun(uint32_t number, const QString &question, LoadedModel model,
                          std::optional<RunRequest> request)
{
    m_runs[number] = std::make_unique<Run>(number, question, share(std::move(model)), std::move(request));
    m_lastNumber = std::max(m_lastNumber, number);
    emit runAdded(number);
    return number;
}

// Says much for each layer, and a chat of a hundred turns says the same each time.
std::shared_ptr<const LoadedModel> RunStore::share(LoadedModel model)
{
    std::erase_if(m_models, [](const auto &known) { return known.expired(); });
    for (const auto &known : m_models)
        if (const auto shared = known.lock(); *shared == model)
            return shared;
    auto shared = std::make_shared<const LoadedModel>(std::move(model));
    m_models.push_back(shared);
    return shared;
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
    if (summary.failure)
        run->m_failure = QString::fromStdString(summary.failure->sentence);
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
    const uint32_t number =
        addRun(freeNumber(), QString::fromStdString(recorded.question), recorded.model, recorded.request);
    fill(*find(number), recorded, failure);
    return number;
}

bool RunStore::addRest(uint32_t number, const RecordedRun &recorded, const QString &failure)
{
    Run *run = find(number);
    if (!run || !run->isCutOff())
        return false;
    if (!recorded.summary && failure.isEmpty() && recorded.tokens.size() <= size_t(run->size()))
        return false;
    run->m_state = RunState::Working;
    fill(*run, recorded, failure);
    return true;
}

// The tokens that it lacks, and the end.
void RunStore::fill(Run &run, const RecordedRun &recorded, const QString &failure)
{
    const std::span all(recorded.tokens);
    const std::span missing = all.subspan(std::min(all.size(), size_t(run.size())));
    std::vector<TokenTrace> traces(missing.begin(), missing.end());
    for (TokenTrace &trace : traces)
        trace.run = run.id();
    append(traces);
    if (!failure.isEmpty())
        fail(run.id(), failure);
    if (recorded.summary) {
        RunSummary summary = *recorded.summary;
        summary.run = run.id();
        finish(summary);
    } else if (failure.isEmpty()) { // the recording was cut off
        run.m_state = RunState::Finished;
        emit runFinished(run.id());
    }
}

const Run *RunStore::run(uint32_t number) const
{
    const auto found = m_runs.find(number);
    return found == m_runs.end() ? nullptr : found->second.get();
}

std::vector<const Run *> RunStore::working() const
{
    std::vector<const Run *> working;
    for (const auto &[number, run] : m_runs)
        if (run->state() == RunState::Working)
            working.push_back(run.get());
    return working;
}

void RunStore::setLabels(uint32_t number, const TokenLabels &labels)
{
    Run *run = find(number);
    if (!run || run->m_labels == labels)
        return;
    const TokenLabels before = std::exchange(run->m_labels, labels);
    emit labelsChanged(number, before);
}

QStringList RunStore::labelNames() const
{
    QStringList names;
    for (const auto &[number, run] : m_runs)
        names += namesOf(run->labels());
    names.sort();
    names.removeDuplicates();
    return names;
}

void RunStore::release(std::span<const uint32_t> runs)
{
    const size_t before = m_runs.size();
    for (const uint32_t number : runs) {
        const Run *run = find(number);
        if (run && run != m_current && run->state() != RunState::Working)
            m_runs.erase(number);
    }
    if (m_runs.size() < before)
        emit runsReleased();
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
