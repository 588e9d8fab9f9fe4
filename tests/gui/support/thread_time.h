// The processor time that work costs the interface thread, in milliseconds.
#pragma once

#include <ctime>
#include <functional>

namespace deepscope {

inline double threadTime()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) * 1e-6;
}

inline double measure(const std::function<void()> &work)
{
    const double begin = threadTime();
    work();
    return threadTime() - begin;
}

} // namespace deepscope
