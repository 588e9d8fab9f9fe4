// Values of tensors as they lie in a file, to floats.
#pragma once

#include "api/tensor_type.h"

#include <cstdint>
#include <span>

namespace deepscope::reference {

float fromF16(uint16_t bits); // IEEE 754 binary16
float fromBf16(uint16_t bits);

// data: whole rows of the type; values: as many floats as they hold. Throws Error(Internal) when the sizes differ.
void dequantise(TensorType type, std::span<const uint8_t> data, std::span<float> values);

} // namespace deepscope::reference
