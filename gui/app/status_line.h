// The status bar: device, context in use, what the engine is doing, and how fast.
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
    QLabel *m_context;
    QLabel *m_activity;
    QLabel *m_speed; // last: it comes and goes, and nothing beside it may move
};

// Tokens a second over the last generated tokens of a run; 0 = none was generated.
double recentSpeed(const Run &run);

} // namespace deepscope
