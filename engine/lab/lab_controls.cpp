#include "lab/lab_controls.h"

#include <utility>

namespace deepscope {

template <typename Change>
void LabControls::change(Change &&change)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    change();
    m_cancel = m_stop || m_closed;
    m_interrupt = m_cancel || m_goBack;
    ++m_changes;
    m_wake.notify_all();
}

void LabControls::start(LabRequest request)
{
    change([&] {
        if (isBusy()) {
            ++m_refusedStarts;
            return;
        }
        m_start = std::move(request);
        m_stepsLeft.reset();
    });
}

void LabControls::pause()
{
    change([&] { m_stepsLeft = 0; });
}

void LabControls::step()
{
    change([&] { m_stepsLeft = 1; });
}

void LabControls::goOn()
{
    change([&] { m_stepsLeft.reset(); });
}

void LabControls::stop()
{
    change([&] { m_stop = isBusy(); });
}

void LabControls::backToBest()
{
    change([&] { m_goBack = isBusy(); });
}

void LabControls::save(std::string path)
{
    change([&] { m_saves.push_back(std::move(path)); });
}

void LabControls::setYields(bool yields)
{
    change([&] { m_yields = yields; });
}

void LabControls::close()
{
    change([&] { m_closed = true; });
}

LabControls::Order LabControls::order(Where where)
{
    const std::lock_guard lock(m_mutex);
    m_seen = m_changes;
    if (m_closed)
        return Order::Close;
    if (!m_running)
        return !m_saves.empty() ? Order::Save : m_start ? Order::Start : Order::Idle;
    if (m_stop)
        return Order::Stop;
    if (m_refusedStarts > 0)
        return Order::RefuseStart;
    if (!m_saves.empty())
        return Order::Save;
    if (m_goBack)
        return Order::GoBack;
    if (m_stepsLeft == 0 && where == Where::BetweenSteps)
        return Order::Pause;
    return m_yields ? Order::Wait : Order::GoOn;
}

void LabControls::wait()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_changes != m_seen; });
}

LabRequest LabControls::takeStart()
{
    LabRequest request;
    change([&] {
        request = std::move(*m_start);
        m_start.reset();
        m_running = true;
    });
    return request;
}

std::string LabControls::takeSave()
{
    std::string path;
    change([&] {
        path = std::move(m_saves.front());
        m_saves.pop_front();
    });
    return path;
}

void LabControls::startRefused()
{
    change([&] { --m_refusedStarts; });
}

void LabControls::wentBack()
{
    change([&] { m_goBack = false; });
}

void LabControls::stepped()
{
    change([&] {
        if (m_stepsLeft.value_or(0) > 0)
            --*m_stepsLeft;
    });
}

void LabControls::ended()
{
    change([&] {
        m_running = m_stop = m_goBack = false;
        m_refusedStarts = 0;
    });
}

} // namespace deepscope
