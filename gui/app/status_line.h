// The status bar: device, speed, context in use, and what the engine is doing.
#pragma once

#include "models/run_store.h"

class QLabel;
class QStatusBar;

namespace deepscope {

class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(const RunStore &store, QStatusBar *bar);

private:
    void update();

    const RunStore &m_store;
    QLabel *m_device;
    QLabel *m_speed;
    QLabel *m_context;
    QLabel *m_activity;
};

// Tokens a second over the last generated tokens of a run; 0 = none was generated.
double recentSpeed(const Run &run);

} // namespace deepscope
