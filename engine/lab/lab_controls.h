// What the lab was asked to do and has not done. Asked on any thread, done on one.
#pragma once

#include "api/lab.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace deepscope {

class LabControls {
public:
    // As of Lab
    void start(LabRequest request);
    void pause();
    void step();
    void goOn();
    void stop();
    void backToBest();
    void save(std::string path);
    void setYields(bool yields);
    void close(); // ends a run; nothing is asked after it

    // What is to be done next, the most urgent first; it stands until it is told to be done. Pause, Wait: nothing for
    // now, since that was asked, or others need the machine. Idle: there is no run.
    enum class Order : uint8_t { Close, Stop, RefuseStart, Save, GoBack, Pause, Wait, GoOn, Start, Idle };
    enum class Where : uint8_t { BetweenSteps, WithinStep }; // a step is not paused
    Order order(Where where = Where::BetweenSteps);
    void wait(); // until order() may be another one than the last

    // Done, or begun
    LabRequest takeStart();
    std::string takeSave();
    void startRefused();
    void wentBack();
    void stepped();
    void ended();

    const CancelFlag &cancel() const { return m_cancel; }       // the run is to end
    const CancelFlag &interrupt() const { return m_interrupt; } // so is the step under way

private:
    template <typename Change>
    void change(Change &&change);
    bool isBusy() const { return m_running || m_start; }

    std::mutex m_mutex; // guards all below
    std::condition_variable m_wake;
    uint64_t m_changes = 0, m_seen = 0;
    std::optional<LabRequest> m_start;
    std::deque<std::string> m_saves;
    uint32_t m_refusedStarts = 0;
    bool m_running = false, m_stop = false, m_goBack = false, m_yields = false, m_closed = false;
    std::optional<uint32_t> m_stepsLeft; // until it pauses; nothing: it goes on
    CancelFlag m_cancel = false, m_interrupt = false;
};

} // namespace deepscope
