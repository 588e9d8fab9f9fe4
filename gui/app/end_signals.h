// A logout, a shutdown or `kill` ends the program as a Quit that asks nothing: what is under way is kept as far as it
// went.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace deepscope {

// SIGTERM, SIGHUP and SIGINT of this process. One a process; elsewhere than on Unix it never says anything, because the
// system tells windows itself.
class EndSignals : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

signals:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace deepscope
