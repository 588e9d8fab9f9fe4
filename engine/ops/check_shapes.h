// Shape checks of the ops: a wrong size is a sentence on the host, not a crash on the device.
#pragma once

#include "api/error.h"
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

} // namespace deepscope::ops
