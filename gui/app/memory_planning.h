// Files whose memory is planned: chosen in a dialog or dropped on the plan, and read off the interface thread.
#pragma once

#include "models/planned_model.h"

#include <QObject>

#include <functional>

namespace deepscope {

class MemoryPlanView;
class RunStore;
class Settings;

class MemoryPlanning : public QObject {
    Q_OBJECT

public:
    using DeviceSource = std::function<DeviceList()>; // asked for each header, on another thread

    // Lives as long as the view; all else that is given must outlive it.
    MemoryPlanning(MemoryPlanView &view, const RunStore &store, Settings &settings, DeviceSource devices = listDevices);

    void choose();
    bool isReading() const { return m_reading > 0; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read(const QString &path);

    MemoryPlanView &m_view;
    const RunStore &m_store;
    Settings &m_settings;
    DeviceSource m_devices;
    int m_reading = 0; // headers under way
};

} // namespace deepscope
