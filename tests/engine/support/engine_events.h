// What an engine says, kept until a test asks for it.
#pragma once

#include "api/engine.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>

namespace deepscope::testing {

// Collects events and waits for them.
class Events {
public:
    EventSink sink()
    {
        return [this](Event event) {
            {
                const std::lock_guard lock(m_mutex);
                m_events.push_back(std::move(event));
            }
            m_changed.notify_all();
        };
    }

    // The next event of this kind, dropping others before it.
    template <typename Kind>
    Kind next()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            const bool arrived =
                m_changed.wait_for(lock, std::chrono::seconds(60), [this] { return m_read < m_events.size(); });
            if (!arrived)
                throw std::runtime_error("the event did not arrive");
            const Event &event = m_events[m_read++];
            if (const Kind *found = std::get_if<Kind>(&event))
                return *found;
        }
    }

    // All so far of this kind.
    template <typename Kind>
    std::vector<Kind> all()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Kind> found;
        for (const Event &event : m_events)
            if (const Kind *one = std::get_if<Kind>(&event))
                found.push_back(*one);
        return found;
    }

    // How often each request has ended so far, by its number; 0 are loads.
    std::map<uint32_t, int> ends()
    {
        const std::lock_guard lock(m_mutex);
        std::map<uint32_t, int> ends;
        for (const Event &event : m_events)
            if (const auto run = endedRun(event))
                ++ends[*run];
            else if (std::holds_alternative<LoadedModel>(event) || std::holds_alternative<Failure>(event))
                ++ends[0];
        return ends;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Event> m_events;
    size_t m_read = 0;
};

} // namespace deepscope::testing
