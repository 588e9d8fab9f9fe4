#include "gpu/worker.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

namespace deepscope::gpu {

namespace {

std::mutex mutex;

#ifndef _WIN32

// Mesa's software device reads the number of its threads from LP_NUM_THREADS when the devices of an instance are first
// listed, and keeps it. The environment belongs to the whole process, and setenv moves what other threads may be
// reading. So the line is put there once, before main and while there is one thread, under a name that nobody asks
// for; what changes later is one byte, its first letter, and nothing moves. Programs that are started meanwhile may
// inherit either name: for them it is a default like any other.
char line[] = "_P_NUM_THREADS=0";
[[maybe_unused]] const int placed = putenv(line);

constexpr bool OnSpot = true; // the submitting thread can do the work

void show(bool shown) { std::atomic_ref<char>(line[0]).store(shown ? 'L' : '_', std::memory_order_relaxed); }

#else

constexpr bool OnSpot = false;

void show(bool) {} // Mesa's software device is not what a Windows machine without a graphics card has

#endif

} // namespace

unsigned threadsOf(Worker worker)
{
    const std::lock_guard lock(mutex); // or another's choice would look like a person's
    if (const char *set = std::getenv("LP_NUM_THREADS"))
        return std::max(1U, unsigned(std::strtoul(set, nullptr, 10)));
    return worker == Worker::SubmittingThread && OnSpot ? 1 : std::max(1U, std::thread::hardware_concurrency());
}

WorkerChoice::WorkerChoice(Worker worker) : m_lock(mutex)
{
    if (worker == Worker::SubmittingThread && !std::getenv("LP_NUM_THREADS"))
        show(true);
}

WorkerChoice::~WorkerChoice() { show(false); }

} // namespace deepscope::gpu
