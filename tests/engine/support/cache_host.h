// The rows of a KV cache written and read by the host, plainly: what the shaders are compared with.
#pragma once

#include "ops/cache_rows.h"

#include <vector>

namespace deepscope::testing {

// Writes `values` (rows x heads x columns) into the rows from `first` on; gives what they became by rounding.
std::vector<float> storeRows(const ops::CacheRows &cache, uint32_t first, const std::vector<float> &values);

// heads x columns of one row.
std::vector<float> loadRow(const ops::CacheRows &cache, uint32_t row);

// Every byte of a row, padding and scales included.
std::vector<uint8_t> rowBytes(const ops::CacheRows &cache, uint32_t row);

} // namespace deepscope::testing
