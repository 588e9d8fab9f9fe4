// Seconds of work: pauses do not count.
#pragma once

#include <chrono>

namespace deepscope {

class WorkClock {
public:
    explicit WorkClock(double seconds = 0) : m_before(seconds), m_since(Clock::now()) {}

    double seconds() const
    {
        return m_before + (m_stopped ? 0 : std::chrono::duration<double>(Clock::now() - m_since).count());
    }
    void stop()
    {
        m_before = seconds();
        m_stopped = true;
    }
    void goOn()
    {
        m_before = seconds();
        m_since = Clock::now();
        m_stopped = false;
    }

private:
    using Clock = std::chrono::steady_clock;
    double m_before;
    Clock::time_point m_since;
    bool m_stopped = false;
};

} // namespace deepscope
