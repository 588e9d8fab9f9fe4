// Carries the lab's events from its thread to the interface thread. The only object of the window that holds a lab,
// which is made when it is first needed: commands go straight through and return at once, events come out as signals.
#pragma once

#include "api/lab.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <vector>

namespace deepscope {

class LabBridge : public QObject {
    Q_OBJECT

public:
    explicit LabBridge(LabFactory makeLab, QObject *parent = nullptr);
    ~LabBridge() override; // a run under way has written a checkpoint

    void start(LabRequest request);
    // Without a run nothing happens.
    void pause();
    void step();
    void goOn();
    void stop();
    void backToBest();
    void saveModel(const std::string &path);
    void setYields(bool yields); // also counts for what is started later

    // The lab's sink: callable on any thread, never blocks for longer than a push to a vector.
    void deliver(LabEvent event);

    // How often the queue was emptied; a burst of events costs one.
    int drains() const { return m_drains; }

signals:
    void arrived(const std::vector<deepscope::LabEvent> &events); // in order; of progress in a row the last alone

private:
    void drain();

    std::mutex m_mutex;
    std::vector<LabEvent> m_queue; // guarded by m_mutex

    LabFactory m_makeLab;
    bool m_yields = false;
    int m_drains = 0;
    std::unique_ptr<Lab> m_lab; // last: its thread ends before what it writes to
};

} // namespace deepscope
