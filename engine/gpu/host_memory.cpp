// The one place that asks the system for its memory.
#include "gpu/host_memory.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <fstream>
#include <string>
#endif

namespace deepscope::gpu {

#ifdef _WIN32

HostMemory hostMemory()
{
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) ? HostMemory{status.ullTotalPhys, status.ullAvailPhys} : HostMemory{};
}

#else

// Linux: lines such as "MemAvailable:   21345678 kB". Elsewhere there is no such file and nothing is known.
HostMemory hostMemory()
{
    HostMemory memory;
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    uint64_t kibibytes = 0;
    while (file >> name >> kibibytes && std::getline(file, unit)) {
        if (name == "MemTotal:")
            memory.bytes = kibibytes << 10;
        else if (name == "MemAvailable:")
            memory.available = kibibytes << 10;
    }
    return memory;
}

#endif

} // namespace deepscope::gpu
