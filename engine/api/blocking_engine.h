// An engine for those who wait, as the command line and tests do: what is asked returns when it has ended, and its
// events come on the caller's thread.
#pragma once

#include "engine.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace deepscope {

class BlockingEngine {
public:
    // When `interrupt` is set, what is under way is cancelled. It must outlive this.
    explicit BlockingEngine(const CancelFlag *interrupt = nullptr, const EngineFactory &make = localEngine());

    // Throws Error where it fails.
    void load(const LoadRequest &request, const ProgressSink &progress = {});
    const LoadedModel &model() const { return m_model; } // the one in use

    // All at once, until each has ended. The sink gets every event, the ends among them. What it throws cancels them
    // all, and is thrown again.
    using Sink = std::function<void(const Event &)>;
    void runToEnd(const std::vector<Request> &requests, const Sink &sink);

    // One request: what it ends with. Throws Error where it failed.
    template <typename Asked>
    typename Asked::End ask(const Asked &request, const Sink &sink = {})
    {
        typename Asked::End end;
        runToEnd({request}, [&](const Event &event) {
            if (const auto *found = std::get_if<typename Asked::End>(&event))
                end = *found;
            if (sink)
                sink(event);
        });
        if (end.failure)
            throw Error(end.failure->kind, end.failure->sentence);
        return end;
    }

private:
    void wait(size_t ends, const Sink &sink); // until so many loads and requests have ended
    std::deque<Event> arrived();              // since the last time; nothing after a while

    const CancelFlag *m_interrupt;
    LoadedModel m_model;
    std::mutex m_mutex; // guards the events
    std::condition_variable m_wake;
    std::deque<Event> m_events;
    std::unique_ptr<Engine> m_engine; // last: its thread ends before what it writes to
};

} // namespace deepscope
