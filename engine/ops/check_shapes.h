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

// Rows that shaders read in chunks of 16 bytes from their start.
inline void requireCache(const gpu::Tensor &tensor, const char *op)
{
    require(bool(tensor) && (tensor.type == TensorType::F32 || tensor.type == TensorType::F16), op,
            "the cache must be F32 or F16");
    require(tensor.first % gpu::ChunkElements == 0 && tensor.stride >= gpu::paddedColumns(tensor.columns), op,
            "the cache's rows must be padded and begin with the first column");
}

} // namespace deepscope::ops
