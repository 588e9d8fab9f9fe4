// The routing statistics of what is selected, as a run grows and the range moves: the range, else the whole run.
#pragma once

#include "routing_statistics.h"
#include "selection.h"

#include <QElapsedTimer>
#include <QTimer>

namespace deepscope {

class RangeRouting : public QObject {
    Q_OBJECT

public:
    RangeRouting(const RunStore &store, const Selection &selection, QObject *parent = nullptr);

    // A long range is counted in slices between the events of the window: statistics().range() is what is counted.
    const RoutingStatistics &statistics() const { return m_statistics; }
    double counted() const; // 0 ... 1 of the range that is wanted

signals:
    void changed(); // of a run that streams at most every 50 ms

private:
    void begin(); // with nothing of the current run
    void restart();
    void countOn();
    void announce();

    const RunStore &m_store;
    const Selection &m_selection;
    RoutingStatistics m_statistics;
    QTimer m_slice, m_announcement;
    QElapsedTimer m_sinceAnnounced;
};

} // namespace deepscope
