// Questions to a device that was just opened: what the kernels rely on must be so, not only be promised.
#pragma once

#include <string>

namespace deepscope::gpu {

class Device;

// What is wrong, in words that follow "because" (empty: nothing).
struct ProbeFindings {
    std::string lanes;  // "it says that 32 lanes work together, and 16 do"
    std::string halves; // "it loses the smallest F16 numbers"
};

// One dispatch of shaders/probe.comp in the forms that `device.features()` name. Throws Error(Device).
ProbeFindings probe(const Device &device);

} // namespace deepscope::gpu
