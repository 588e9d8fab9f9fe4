#pragma once

#include "gpu/tensor.h"

namespace deepscope::ops {

// A row of several heads: head h of a row begins `stride` elements after head h - 1.
struct Heads {
    gpu::Tensor first; // columns of head 0, all token rows
    uint32_t count = 1;
    uint32_t stride = 0;
};

} // namespace deepscope::ops
