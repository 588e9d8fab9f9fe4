// Posts to the interface thread every few milliseconds, whatever that does, and measures how long each event waits: the
// wait that a key pressed at that moment would have had.
#pragma once

#include "latency_record.h"
#include "stack_catcher.h"

#include <QObject>

#include <atomic>
#include <optional>
#include <thread>

namespace deepscope::soak {

// Of the interface thread, in milliseconds since it began.
struct ThreadTimes {
    double computing = 0, waiting = 0;
};

class InterfaceWatchdog : public QObject {
public:
    // Made in the interface thread. `stacks`: of each stall it is written down where the thread was.
    explicit InterfaceWatchdog(bool stacks);
    ~InterfaceWatchdog() override;

    void begin();
    // What is done meanwhile is none of the program's: nothing is measured.
    void setPaused(bool paused);

    // What a person does now, and from when to when that ran.
    void actionBegins(int number, const QString &name);
    void actionEnded();

    const LatencyRecord &record() const { return m_record; }
    double seconds() const; // since it began

protected:
    bool event(QEvent *event) override;

private:
    void post();
    void lookAt(double posted);
    void take(double posted, const ThreadTimes &before);
    ThreadTimes times() const; // from any thread

    const pthread_t m_interface;
    clockid_t m_clock = {}; // of the time in which the interface thread had a processor
    int m_schedule = -1;    // the file that says how long it waited for one
    std::optional<StackCatcher> m_stacks;
    std::atomic<bool> m_stops = false, m_paused = false;
    std::atomic<int> m_pending = 0;          // events
    std::atomic<double> m_handled = 0;       // when the last event ran
    double m_pendingSince = 0, m_looked = 0; // of the posting thread: since when the stall lasts that was looked at
    LatencyRecord m_record;
    double m_start, m_stallEnd = 0, m_actionBegan = 0, m_actionEnded = 0;
    int m_number = 0;
    QString m_action = "the start";
    std::thread m_thread;
};

} // namespace deepscope::soak
