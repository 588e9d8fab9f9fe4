// Weights for op tests: random ones of every type, and the bytes that a file would have for them.
#pragma once

#include "api/tensor_type.h"
#include "op_bench.h"

#include <cstdint>
#include <vector>

namespace deepscope::testing {

// F32, F16, BF16: bytes in the file's form; `values` becomes what they stand for.
std::vector<uint8_t> encodeWeights(TensorType type, std::vector<float> &values);

// Lengths of rows that tell whether a kernel reads a type right: part of a chunk, one and several blocks, up to 1024.
std::vector<uint32_t> awkwardColumns(TensorType type);

struct TestWeights {
    std::vector<float> values; // exactly what the device holds, planes x rows x columns
    std::vector<uint8_t> file; // the same as a file has them
    gpu::Tensor tensor;

    std::span<const float> plane(uint32_t index) const
    {
        const size_t size = size_t(tensor.columns) * tensor.rows;
        return {values.data() + index * size, size};
    }
};

// Scaled so that a row's product with normal activations is of size 1. Normal, or for types of blocks random bits,
// which reach every number that they can hold; columns must be a multiple of the block's.
TestWeights randomWeights(OpBench &bench, TensorType type, uint32_t columns, uint32_t rows, uint32_t planes = 1);

} // namespace deepscope::testing
