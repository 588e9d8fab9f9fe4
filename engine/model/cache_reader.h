// Rows of the cache brought back to the host as numbers: the very ones that attention multiplies with.
#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deepscope {

// The first `positions` of a sequence that lies in these pages of the pool, which must have been written by what has
// ended: positions x heads x columns, without the padding. On their way they lie in memory of their own, of at most
// `mostBytes` or one page, which is given back. Throws Error(Device) where there is none, or the device is lost;
// Error(Internal) for fewer pages.
std::vector<float> readCacheRows(gpu::KernelCache &kernels, const ops::CacheRows &rows, std::span<const uint32_t> pages,
                                 uint32_t positions, uint64_t mostBytes = uint64_t(16) << 20);

} // namespace deepscope
