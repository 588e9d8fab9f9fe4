// The status bar, all of it the engine's, whatever run is looked at: its model and device, how much of its context is
// taken, what it is doing, and how fast.
#pragma once

#include "models/run_store.h"

class QLabel;
class QStatusBar;

namespace deepscope {

class ElidedLabel;

class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(const RunStore &store, QStatusBar *bar);

private:
    void update();
    void showModel(const QString &words);

    const RunStore &m_store;
    ElidedLabel *m_model;
    QLabel *m_context;
    QLabel *m_activity;
    QLabel *m_speed; // last: it comes and goes, and nothing beside it may move
};

// Tokens a second over the last generated tokens of a run; 0 = none was generated.
double recentSpeed(const Run &run);

} // namespace deepscope
