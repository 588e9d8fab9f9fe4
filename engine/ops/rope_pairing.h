#pragma once

#include <cstdint>

namespace deepscope {

// Which values of a head rotate together: (2i, 2i + 1), or (i, i + n/2).
enum class RopePairing : uint8_t { Adjacent, Halves };

} // namespace deepscope
