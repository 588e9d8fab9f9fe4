// The rows of a KV cache as they lie on the device: one a position, several heads a row, each head padded with zeros so
// that shaders read whole chunks. Q8_0: behind the 8-bit values of a row follow its F16 scales, one for 32 values.
#pragma once

#include "gpu/tensor.h"

namespace deepscope::ops {

struct CacheRows {
    gpu::Tensor tensor;      // positions x (heads * headStride); F32, F16 or Q8_0. Stride in elements (Q8_0: bytes)
    uint32_t heads = 1;      // that a row holds
    uint32_t columns = 0;    // of a head
    uint32_t headStride = 0; // elements from one head to the next

    explicit operator bool() const { return bool(tensor); }
    uint64_t rowBytes() const; // as they lie, with padding and scales
    // The first columns of every head: the values of latent attention lie within its keys.
    CacheRows firstColumns(uint32_t count) const;
};

// Places the rows of `positions`, with `columns` values in each of `heads` heads. Throws Error(Internal) for a type
// that no cache has.
CacheRows placeCacheRows(gpu::Arena &arena, TensorType type, uint32_t heads, uint32_t columns, uint32_t positions);

uint64_t cacheRowBytes(TensorType type, uint32_t heads, uint32_t columns); // with padding and scales

// Throws Error(Internal) for anything but what `placeCacheRows` gave.
void requireCache(const CacheRows &rows, const char *op);

} // namespace deepscope::ops
