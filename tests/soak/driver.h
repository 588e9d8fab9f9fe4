// Draws one action after the other from a seed, sees that the window is in order behind each, and lets it come to rest
// now and then, when its memory can be compared.
#pragma once

#include "actions.h"
#include "complaints.h"
#include "interface_watchdog.h"
#include "memory_record.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>

namespace deepscope::soak {

struct SoakPlan {
    quint32 seed = 1;
    double minutes = 0; // 0: as many as there are actions
    int actions = 0;    // 0: as many as there is time for
    int restEvery = 40; // actions
    bool tells = false; // each action
    QStringList only;   // these actions; empty: all
};

class Driver : public QObject {
public:
    Driver(Person &person, InterfaceWatchdog &watchdog, Complaints &complaints, const SoakPlan &plan);

    void begin();
    const MemoryRecord &memory() const { return m_memory; }
    QString report() const; // what was done

private:
    void step();
    bool isOver() const;
    void act();
    void check();
    void checkSelection();
    void rest();
    void atRest();
    void endWaiting();

    Person &m_person;
    InterfaceWatchdog &m_watchdog;
    Complaints &m_complaints;
    const SoakPlan m_plan;
    std::vector<SoakAction> m_actions;
    QRandomGenerator m_random; // what is done does not depend on what could be done
    MemoryRecord m_memory;
    QTimer m_next;
    QElapsedTimer m_time, m_waiting;
    std::function<bool()> m_condition;
    int m_patience = 0, m_drawn = 0, m_done = 0, m_lastRest = 0;
    enum class Rest { No, Stops, Loads, Clears, Settles } m_rest = Rest::No;
    std::map<QString, int> m_counts; // of what was done
};

} // namespace deepscope::soak
