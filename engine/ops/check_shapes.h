// Shape checks of the ops: a wrong size is a sentence on the host, not a crash or a wrong number on the device.
#pragma once

#include "api/error.h"
#include "gpu/device.h"
#include "gpu/tensor.h"

#include <string>

namespace deepscope::ops {

inline void require(bool holds, const char *op, const char *what)
{
    if (!holds)
        throw Error(ErrorKind::Internal, std::string(op) + ": " + what + ".");
}

inline void requireActivations(const gpu::Tensor &tensor, const char *op)
{
    require(bool(tensor) && tensor.type == TensorType::F32, op, "activations must be F32");
}

// Throws Error(Device) where kernels whose lanes hand values round would miss some.
inline void requireHandingLanes(const gpu::Device &device, const char *op)
{
    constexpr uint32_t Fewest = 8;
    if (device.lanes() < Fewest)
        throw Error(ErrorKind::Device, std::string(op) + ": kernels of " + device.info().name + " have " +
                                           std::to_string(device.lanes()) +
                                           " lanes, and learning wants 8. Another device would do.");
}

// `iterations`: at most so many of all loops together that an invocation goes through. Some devices end it sooner,
// without a word.
inline void requireLoops(const gpu::Device &device, uint64_t iterations, const char *op)
{
    const uint32_t most = device.features().longestLoops;
    if (most > 0 && iterations > most)
        throw Error(ErrorKind::Device, std::string(op) + " would take " + std::to_string(iterations) +
                                           " iterations of loops, and " + device.info().name + " ends after " +
                                           std::to_string(most) + ". A smaller shape or another device would do.");
}

} // namespace deepscope::ops
