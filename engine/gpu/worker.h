// Who does the work of a software device: threads of its driver, or the thread that submits.
#pragma once

#include <cstdint>
#include <mutex>

namespace deepscope::gpu {

enum class Worker : uint8_t {
    DriverThreads,    // one a core; each dispatch is handed to them and waited for
    SubmittingThread, // no handing over: better where a dispatch is little work
};

// How many threads do the work, unless a person has set LP_NUM_THREADS; then those.
unsigned threadsOf(Worker worker);

// Instances made while it lives, whose devices are listed before it ends, have software devices of this kind. There is
// one at a time; others wait. Does nothing to other devices, nor where a person has set LP_NUM_THREADS.
class WorkerChoice {
public:
    explicit WorkerChoice(Worker worker);
    ~WorkerChoice();
    WorkerChoice(const WorkerChoice &) = delete;
    WorkerChoice &operator=(const WorkerChoice &) = delete;

private:
    std::lock_guard<std::mutex> m_lock;
};

} // namespace deepscope::gpu
