#pragma once

#include <cstdint>

namespace deepscope::gpu {

struct HostMemory {
    uint64_t bytes = 0;     // of the machine; 0 = unknown
    uint64_t available = 0; // that programs could still have
};

HostMemory hostMemory();

} // namespace deepscope::gpu
