#include "app/lab_bridge.h"

#include <QMetaObject>

#include <utility>

namespace deepscope {

LabBridge::LabBridge(LabFactory makeLab, QObject *parent) : QObject(parent), m_makeLab(std::move(makeLab)) {}

LabBridge::~LabBridge() = default;

void LabBridge::start(LabRequest request)
{
    if (!m_lab)
        m_lab = m_makeLab([this](LabEvent event) { deliver(std::move(event)); });
    m_lab->setYields(m_yields);
    m_lab->start(std::move(request));
}

void LabBridge::pause()
{
    if (m_lab)
        m_lab->pause();
}

void LabBridge::step()
{
    if (m_lab)
        m_lab->step();
}

void LabBridge::goOn()
{
    if (m_lab)
        m_lab->goOn();
}

void LabBridge::stop()
{
    if (m_lab)
        m_lab->stop();
}

void LabBridge::backToBest()
{
    if (m_lab)
        m_lab->backToBest();
}

void LabBridge::saveModel(const std::string &path)
{
    if (m_lab)
        m_lab->saveModel(path);
}

void LabBridge::setYields(bool yields)
{
    m_yields = yields;
    if (m_lab)
        m_lab->setYields(yields);
}

void LabBridge::deliver(LabEvent event)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_queue.empty();
        const bool replaces = !wasEmpty && std::holds_alternative<LoadProgress>(event) &&
                              std::holds_alternative<LoadProgress>(m_queue.back());
        if (replaces)
            m_queue.back() = std::move(event);
        else
            m_queue.push_back(std::move(event));
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(this, &LabBridge::drain, Qt::QueuedConnection);
}

void LabBridge::drain()
{
    std::vector<LabEvent> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_queue);
    }
    ++m_drains;
    emit arrived(events);
}

} // namespace deepscope
