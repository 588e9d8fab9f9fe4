// What the program holds of memory whenever it is at rest, and whether that grows.
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace deepscope::soak {

struct MemorySample {
    int actions = 0; // so far
    double seconds = 0;
    double heap = 0;     // bytes that are allocated and not given back
    double resident = 0; // bytes of the process that are in memory
};

MemorySample memoryNow(int actions, double seconds);

class MemoryRecord {
public:
    void add(const MemorySample &sample) { m_samples.push_back(sample); }

    // Growth is told by the second half of the samples. The first is long: at each time at rest the model is loaded
    // anew, and what Qt, the driver and the allocator keep from one time to the next fills in some twenty of them.
    bool canTell() const { return m_samples.size() >= FewestSamples; }
    bool isFlat() const;
    QString report() const; // lines for a person

private:
    static constexpr size_t FewestSamples = 30;
    // A leak of what an action makes, a view or a run of some tokens, is tens of kilobytes or more. What may grow by
    // itself is what a deleted chat leaves so that it can be brought back, its title and place: some hundred bytes.
    static constexpr double MostOfHeap = 4096; // bytes an action
    // The allocator's holes and the driver's own caches come to this. In a day of 10,000 actions it is 160 MB.
    static constexpr double MostOfResident = 16384;

    double growth(double MemorySample::*part) const; // bytes an action

    std::vector<MemorySample> m_samples;
};

} // namespace deepscope::soak
