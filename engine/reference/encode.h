// Values of tensors as they lie in a file, from floats: the way back from dequantise.h.
#pragma once

#include "api/tensor_type.h"

#include <cstdint>
#include <span>

namespace deepscope::reference {

uint16_t toF16(float value);  // IEEE 754 binary16, the nearest, ties to even
uint16_t toBf16(float value); // the nearest, ties to even

// F32, F16, BF16. data: as many bytes as the values take. Throws Error(Internal) for a type of blocks.
void encode(TensorType type, std::span<const float> values, std::span<uint8_t> data);

// Any bytes are a valid block of a quantised type as long as its scales are finite. Gives the block a scale (in MXFP4
// the nearest power of two), and where the type has a minimum that one that brings the mean of random values near 0.
void setBlockScale(TensorType type, uint8_t *block, float scale);

} // namespace deepscope::reference
