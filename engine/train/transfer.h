// Whole F32 tensors between host and device, rows without padding on the host. Both wait; they are for what happens
// seldom.
#pragma once

#include "gpu/commands.h"

#include <span>
#include <vector>

namespace deepscope {

// values: rows * columns of all planes. Padding on the device becomes 0. Throw Error(Device).
void bring(gpu::KernelCache &kernels, std::span<const float> values, const gpu::Tensor &to);
std::vector<float> fetch(gpu::KernelCache &kernels, const gpu::Tensor &from);

// Where a row of an F32 tensor begins in its buffer.
inline uint64_t byteOf(const gpu::Tensor &tensor, uint64_t row = 0)
{
    return tensor.offset + (tensor.first + row * tensor.stride) * sizeof(float);
}

} // namespace deepscope
