#include "app/engine_bridge.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace deepscope {

EngineBridge::EngineBridge(const EngineFactory &makeEngine, QObject *parent)
    : QObject(parent), m_engine(makeEngine([this](Event event) { deliver(std::move(event)); }))
{
}

EngineBridge::~EngineBridge() = default;

void EngineBridge::load(LoadRequest request) { m_engine->load(std::move(request)); }

void EngineBridge::start(RunRequest request)
{
    m_runs.insert(request.run);
    m_engine->start(std::move(request));
}

void EngineBridge::ask(Request question) { m_engine->start(std::move(question)); }

void EngineBridge::count(CountRequest request)
{
    if (m_count)
        m_engine->cancel(*m_count);
    m_count = request.run;
    m_engine->start(std::move(request));
}

void EngineBridge::close() { m_engine->close(); }

void EngineBridge::closeThought(uint32_t run) { m_engine->closeThought(run); }

void EngineBridge::cancel(uint32_t run) { m_engine->cancel(run); }

void EngineBridge::cancel() { m_engine->cancel(); }

void EngineBridge::deliver(Event event)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_queue.empty();
        m_queue.push_back(std::move(event));
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(this, &EngineBridge::drain, Qt::QueuedConnection);
}

void EngineBridge::drain()
{
    std::vector<Event> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_queue);
    }
    ++m_drains;
    for (Event &event : events)
        dispatch(event);
    flushTraces();
}

void EngineBridge::dispatch(Event &event)
{
    if (auto *trace = std::get_if<TokenTrace>(&event)) {
        if (!m_runs.contains(trace->run))
            return;
        const auto ofRun = [&](const std::vector<TokenTrace> &traces) { return traces.front().run == trace->run; };
        const auto known = std::ranges::find_if(m_traces, ofRun);
        (known != m_traces.end() ? *known : m_traces.emplace_back()).push_back(std::move(*trace));
        return;
    }
    flushTraces(); // signals keep the order of the events
    if (const auto *progress = std::get_if<LoadProgress>(&event))
        emit loadProgress(*progress);
    else if (const auto *model = std::get_if<LoadedModel>(&event))
        emit modelLoaded(*model);
    else if (const auto *inUse = std::get_if<ModelInUse>(&event))
        emit modelInUseChanged(*inUse);
    else if (const auto *prefill = std::get_if<PrefillProgress>(&event))
        emit prefillProgress(*prefill);
    else if (const auto *summary = std::get_if<RunSummary>(&event)) {
        m_runs.erase(summary->run);
        emit runFinished(*summary);
    } else if (const auto *count = std::get_if<PromptCount>(&event)) {
        if (m_count == count->run) { // else a newer one took its place
            m_count.reset();
            emit counted(*count);
        }
    } else if (const auto *scores = std::get_if<Scores>(&event))
        emit scored(*scores);
    else if (const auto *comparison = std::get_if<Comparison>(&event))
        emit compared(*comparison);
    else if (const auto *answer = std::get_if<RouterAnswer>(&event))
        emit routersAnswered(*answer);
    else if (const auto *attention = std::get_if<AttentionAnswer>(&event))
        emit attentionAnswered(*attention);
    else if (const auto *cache = std::get_if<CacheAnswer>(&event))
        emit cacheAnswered(*cache);
    else if (const auto *kept = std::get_if<CacheKept>(&event))
        emit cacheKept(*kept);
    else if (const auto *restored = std::get_if<CacheRestored>(&event))
        emit cacheRestored(*restored);
    else if (const auto *use = std::get_if<PoolUse>(&event))
        emit poolUsed(*use);
    else if (const auto *account = std::get_if<MemoryAccount>(&event))
        emit allocated(*account);
    else if (const auto *failure = std::get_if<Failure>(&event))
        emit loadFailed(*failure);
}

void EngineBridge::flushTraces()
{
    for (const std::vector<TokenTrace> &traces : std::exchange(m_traces, {}))
        emit tracesArrived(traces);
}

} // namespace deepscope
