#include "run/work_queue.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

template <typename Kind>
bool asks(const Work &work)
{
    return work.request() && std::holds_alternative<Kind>(*work.request());
}

} // namespace

bool Work::isAlone() const { return !request() || asks<BenchRequest>(*this); }

void WorkQueue::add(Work::Asked asked)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::make_shared<Work>(std::move(asked)));
    }
    m_wake.notify_all();
}

template <typename Chosen>
void WorkQueue::cancelWhere(Chosen chosen)
{
    const std::lock_guard lock(m_mutex);
    for (const Item &work : m_waiting)
        if (chosen(*work))
            work->cancel = true;
    for (const Item &work : m_underWay)
        if (chosen(*work))
            work->cancel = m_interrupt = true;
}

void WorkQueue::cancel(uint32_t run)
{
    cancelWhere([run](const Work &work) { return isOf(work, run); });
}

void WorkQueue::closeThought(uint32_t run)
{
    const std::lock_guard lock(m_mutex);
    const auto close = [run](const auto &works) {
        for (const Item &work : works)
            if (isOf(*work, run))
                work->closeThought = true;
    };
    close(m_waiting);
    close(m_underWay);
}

bool WorkQueue::isOf(const Work &work, uint32_t run)
{
    return work.request() && std::visit([run](const auto &asked) { return asked.run == run; }, *work.request());
}

void WorkQueue::cancelAll()
{
    cancelWhere([](const Work &work) {
        return !asks<CountRequest>(work) && !asks<KeepCacheRequest>(work) && !asks<RestoreCacheRequest>(work);
    });
}

void WorkQueue::close()
{
    cancelWhere([](const Work &) { return true; });
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_wake.notify_all();
}

WorkQueue::Next WorkQueue::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_closed || !m_waiting.empty() || !m_underWay.empty(); });
    m_interrupt = false; // whoever is cancelled is known by his own flag
    if (m_waiting.empty() || (m_waiting.front()->isAlone() && !m_underWay.empty()))
        return {nullptr, m_underWay.empty()};
    Item work = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_underWay.push_back(work);
    return {std::move(work)};
}

bool WorkQueue::modelIsSuperseded()
{
    const std::lock_guard lock(m_mutex);
    // Closing is done also where all was cancelled.
    const auto closes = [](const Item &work) { return std::holds_alternative<CloseRequest>(work->asked); };
    const auto next = std::ranges::find_if(
        m_waiting, [&](const Item &work) { return closes(work) || !(work->cancel || asks<CountRequest>(*work)); });
    return m_closed || (next != m_waiting.end() && !(*next)->request());
}

void WorkQueue::ended(const Item &work)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_underWay, work);
}

} // namespace deepscope
