#include "interface_watchdog.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace deepscope::soak {

namespace {

constexpr auto Period = std::chrono::milliseconds(5);
constexpr double Middle = LatencyRecord::Limit / 2; // of the shortest stall: when it is looked at where the thread is

double millisecondsOf(clockid_t clock)
{
    timespec time = {};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) * 1e-6;
}

double now() { return millisecondsOf(CLOCK_MONOTONIC); }

QEvent::Type probeType()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

struct Probe : QEvent {
    Probe(double when, const ThreadTimes &before) : QEvent(probeType()), posted(when), times(before) {}
    const double posted;
    const ThreadTimes times;
};

} // namespace

InterfaceWatchdog::InterfaceWatchdog(bool stacks) : m_interface(pthread_self()), m_start(now())
{
    pthread_getcpuclockid(m_interface, &m_clock);
    m_schedule = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    if (stacks)
        m_stacks.emplace();
}

InterfaceWatchdog::~InterfaceWatchdog()
{
    m_stops = true;
    if (m_thread.joinable())
        m_thread.join();
    if (m_schedule >= 0)
        close(m_schedule);
}

void InterfaceWatchdog::begin()
{
    m_start = now();
    m_thread = std::thread([this] { post(); });
}

void InterfaceWatchdog::setPaused(bool paused) { m_paused = paused; }

void InterfaceWatchdog::actionBegins(int number, const QString &name)
{
    m_number = number;
    m_action = name;
    m_actionBegan = now();
    m_actionEnded = 0;
}

void InterfaceWatchdog::actionEnded() { m_actionEnded = now(); }

double InterfaceWatchdog::seconds() const { return (now() - m_start) / 1e3; }

ThreadTimes InterfaceWatchdog::times() const
{
    ThreadTimes times{millisecondsOf(m_clock), 0};
    char text[96] = {};
    if (m_schedule >= 0 && pread(m_schedule, text, sizeof text - 1, 0) > 0) {
        char *end = nullptr;
        std::strtoull(text, &end, 10);
        times.waiting = double(std::strtoull(end, nullptr, 10)) * 1e-6;
    }
    return times;
}

// Evenly, not one after the other: who posts only when the last one has run asks seldom when it matters.
void InterfaceWatchdog::post()
{
    auto next = std::chrono::steady_clock::now();
    while (!m_stops) {
        next += Period;
        std::this_thread::sleep_until(next);
        if (m_paused)
            continue;
        const double posted = now();
        lookAt(posted);
        ++m_pending;
        QCoreApplication::postEvent(this, new Probe(posted, times()));
    }
}

void InterfaceWatchdog::lookAt(double posted)
{
    if (m_pending == 0)
        m_pendingSince = posted;
    const double since = std::max(m_pendingSince, m_handled.load());
    if (!m_stacks || posted - since < Middle || m_looked == since)
        return;
    m_looked = since;
    m_stacks->ask();
}

bool InterfaceWatchdog::event(QEvent *event)
{
    if (event->type() != probeType())
        return QObject::event(event);
    const auto *probe = static_cast<Probe *>(event);
    --m_pending;
    take(probe->posted, probe->times);
    return true;
}

void InterfaceWatchdog::take(double posted, const ThreadTimes &before)
{
    const double end = now(), latency = end - posted;
    m_handled = end;
    if (m_paused)
        return;
    const ThreadTimes after = times();
    m_record.add(latency, after.waiting - before.waiting);
    if (latency <= LatencyRecord::Limit || posted < m_stallEnd)
        return; // a stall is told by the first event that waited in it
    m_stallEnd = end;
    Stall stall;
    stall.length = latency;
    stall.computing = after.computing - before.computing;
    stall.waiting = after.waiting - before.waiting;
    const double actionEnd = m_actionEnded > 0 ? m_actionEnded : end;
    stall.ofAction = std::max(0.0, std::min(actionEnd, end) - std::max(m_actionBegan, posted));
    stall.seconds = (end - m_start) / 1e3;
    stall.number = m_number;
    stall.action = m_action;
    if (m_stacks)
        stall.stack = m_stacks->take();
    m_record.add(std::move(stall));
}

} // namespace deepscope::soak
