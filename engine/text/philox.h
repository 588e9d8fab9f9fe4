// Random numbers without a state: the number of a place is a function of the place. Philox4x32-10, from J. Salmon et
// al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011. shaders/lib/philox.glsl gives the same numbers.
#pragma once

#include <array>
#include <cstdint>

namespace deepscope {

std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

// Where a token is drawn. The same request draws the same numbers whatever runs beside it.
struct DrawPlace {
    uint32_t sample = 0;   // which of the answers to its request
    uint32_t position = 0; // that the token will have in its sequence
};

uint64_t drawNumber(uint64_t seed, DrawPlace place); // evenly from all of 64 bits

} // namespace deepscope
