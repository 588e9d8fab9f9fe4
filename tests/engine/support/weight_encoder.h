// Weights for op tests: random values rounded to what a type can hold, and the bytes that a file would have for them.
#pragma once

#include "api/tensor_type.h"
#include "op_bench.h"

#include <cstdint>
#include <vector>

namespace deepscope::testing {

// Bytes in the file's form; `values` becomes what they stand for. `columns`: of a row, a multiple of 32 for Q8_0.
std::vector<uint8_t> encodeWeights(TensorType type, std::vector<float> &values, uint32_t columns);

struct TestWeights {
    std::vector<float> values; // exactly what the device holds, planes x rows x columns
    gpu::Tensor tensor;

    std::span<const float> plane(uint32_t index) const
    {
        const size_t size = size_t(tensor.columns) * tensor.rows;
        return {values.data() + index * size, size};
    }
};

// Normal, scaled so that a row's product with normal activations is of size 1.
TestWeights randomWeights(OpBench &bench, TensorType type, uint32_t columns, uint32_t rows, uint32_t planes = 1);

} // namespace deepscope::testing
