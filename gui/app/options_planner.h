// Plans what opening a model would take, off the interface thread: reading the header of a large model takes time.
// Only the newest question is answered.
#pragma once

#include "models/open_plan.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace deepscope {

class OptionsPlanner : public QObject {
    Q_OBJECT

public:
    using DeviceSource = std::function<DeviceList()>; // asked once, on another thread

    explicit OptionsPlanner(DeviceSource devices, QObject *parent = nullptr);
    ~OptionsPlanner() override;

    // Returns at once; what was asked before is answered no more. `path` may be "default".
    void plan(const QString &path, const OpenOptions &options);
    void cancel();
    void forget(); // files may have changed since their headers were read
    bool isPlanning() const { return bool(m_newest); }

signals:
    void devicesListed(const deepscope::DeviceList &devices); // before the first answer
    void planned(const QString &path, const deepscope::OpenPlan &plan);

private:
    struct Known; // what other threads have found out: devices, the header that was read last
    struct Answer {
        std::shared_ptr<const DeviceList> devices;
        OpenPlan plan;
    };
    static Answer answer(Known &known, const QString &path, const OpenOptions &options,
                         const std::atomic<bool> &cancelled);

    std::shared_ptr<Known> m_known;
    std::shared_ptr<std::atomic<bool>> m_newest; // set = cancelled; null = nothing is asked
    bool m_toldDevices = false;
};

} // namespace deepscope
