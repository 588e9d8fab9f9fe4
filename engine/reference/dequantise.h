// Values of tensors as they lie in a file, to floats.
#pragma once

#include "api/tensor_type.h"
#include "model/short_floats.h"

#include <cstdint>
#include <span>

namespace deepscope::reference {

using deepscope::fromBf16;
using deepscope::fromF16;

// data: whole rows of the type; values: as many floats as they hold. Throws Error(Internal) when the sizes differ.
void dequantise(TensorType type, std::span<const uint8_t> data, std::span<float> values);

} // namespace deepscope::reference
