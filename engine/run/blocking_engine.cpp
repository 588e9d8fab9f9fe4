#include "api/blocking_engine.h"

#include <chrono>
#include <exception>
#include <utility>

namespace deepscope {

BlockingEngine::BlockingEngine(const CancelFlag *interrupt, const EngineFactory &make)
    : m_interrupt(interrupt), m_engine(make([this](Event event) {
          const std::lock_guard lock(m_mutex);
          m_events.push_back(std::move(event));
          m_wake.notify_all();
      }))
{
}

std::deque<Event> BlockingEngine::arrived()
{
    constexpr std::chrono::milliseconds ForInterrupts(50);
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, ForInterrupts, [this] { return !m_events.empty(); });
    return std::exchange(m_events, {});
}

void BlockingEngine::wait(size_t ends, const Sink &sink)
{
    std::exception_ptr thrown;
    bool cancelled = false;
    while (ends > 0) {
        if (!cancelled && (thrown || (m_interrupt && *m_interrupt))) {
            m_engine->cancel();
            cancelled = true;
        }
        for (const Event &event : arrived()) {
            const bool ofLoad = std::holds_alternative<LoadedModel>(event) || std::holds_alternative<Failure>(event);
            ends -= ofLoad || endedRun(event) ? 1 : 0;
            if (const auto *inUse = std::get_if<ModelInUse>(&event))
                m_model = inUse->model.value_or(LoadedModel());
            try {
                if (!thrown)
                    sink(event);
            } catch (...) {
                thrown = std::current_exception();
            }
        }
    }
    if (thrown)
        std::rethrow_exception(thrown);
}

void BlockingEngine::load(const LoadRequest &request, const ProgressSink &progress)
{
    m_engine->load(request);
    wait(1, [&](const Event &event) {
        if (const auto *report = std::get_if<LoadProgress>(&event); report && progress)
            progress(*report);
        if (const auto *model = std::get_if<LoadedModel>(&event))
            m_model = *model;
        if (const auto *failure = std::get_if<Failure>(&event))
            throw Error(failure->kind, failure->sentence);
    });
}

void BlockingEngine::runToEnd(const std::vector<Request> &requests, const Sink &sink)
{
    for (const Request &request : requests)
        m_engine->start(request);
    wait(requests.size(), sink);
}

} // namespace deepscope
