// How long the interface thread let wait what was posted to it: all of it as a histogram, and each stall by itself.
#pragma once

#include <QString>

#include <cstdint>
#include <map>
#include <vector>

namespace deepscope::soak {

// A time in which nothing that was posted ran, in milliseconds.
struct Stall {
    double length = 0;
    double computing = 0; // of it, the interface thread had a processor
    double waiting = 0;   // of it, it could have run, and other threads had the processors
    double ofAction = 0;  // of it, what the person did ran itself; the rest came of it later, or of something else
    double seconds = 0;   // since the beginning
    int number = 0;       // of the action
    QString action;
    std::vector<void *> stack; // where the thread was in the middle of it; empty: nobody looked
};

class Histogram {
public:
    Histogram();
    void add(double milliseconds);
    uint64_t count() const { return m_count; }
    double percentile(double share) const; // 0.999: so much of it took no longer
    double worst() const { return m_worst; }

private:
    static constexpr double Step = 0.25; // milliseconds a bar
    std::vector<uint32_t> m_bars;        // the last one holds all that is longer
    uint64_t m_count = 0;
    double m_worst = 0;
};

class LatencyRecord {
public:
    static constexpr double Limit = 50; // milliseconds; what takes longer is a stall

    // One event: how long it waited, and for how much of that the thread could have run and had no processor.
    void add(double milliseconds, double waiting);
    void add(Stall stall);

    const Histogram &all() const { return m_all; }
    int stalls() const { return m_stalls; }

    QString report() const; // lines for a person

private:
    static constexpr int WorstKept = 10;

    struct OfAction {
        int stalls = 0, mostlyWaiting = 0;
        double worst = 0;
    };

    Histogram m_all, m_withProcessor;                    // with all that it waited for, and without a processor
    double m_length = 0, m_computing = 0, m_waiting = 0; // sums of all stalls
    int m_stalls = 0, m_mostlyWaiting = 0, m_stallsComputing = 0;
    std::vector<Stall> m_longest; // longest first
    std::map<QString, OfAction> m_byAction;
};

} // namespace deepscope::soak
