// The floating-point types of 16 bits, widened.
#pragma once

#include <cstdint>

namespace deepscope {

float fromF16(uint16_t bits); // IEEE 754 binary16
float fromBf16(uint16_t bits);

} // namespace deepscope
