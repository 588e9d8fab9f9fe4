// What an op test needs: a device with validation, tensors filled from the host, a run, and the result read back.
#pragma once

#include "api/memory_plan.h"
#include "compare_values.h"
#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/step_rows.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace deepscope::testing {

class OpBench {
public:
    OpBench();

    gpu::KernelCache &kernels() { return m_kernels; }
    const gpu::Device &device() const { return m_device; }
    std::string description() const; // of the device and the forms that its kernels are built in

    // F32 activations, rows x columns, written from `values` (rows * columns of them; padding is NaN, so that an op
    // that reads it is caught).
    gpu::Tensor activations(const std::vector<float> &values, uint32_t columns, uint32_t rows = 1);
    gpu::Tensor activations(uint32_t columns, uint32_t rows = 1); // all NaN: an op must write every element
    // Weights in the file's form `fileBytes`, moved into device form.
    gpu::Tensor weights(TensorType type, const std::vector<uint8_t> &fileBytes, uint32_t columns, uint32_t rows,
                        uint32_t planes = 1);
    // 32-bit integers.
    gpu::Tensor integers(const std::vector<uint32_t> &values);

    // Rows of a KV cache, all NaN: what is read must have been written.
    ops::CacheRows cache(TensorType type, uint32_t heads, uint32_t columns, uint32_t positions);

    // A step whose rows follow each other in one sequence, from `position` on, with these pages of the pool; without
    // any, the pages that make position p row p of the pool.
    ops::StepRows step(uint32_t position, uint32_t rows, std::vector<uint32_t> pages = {},
                       uint32_t pageRows = CachePageTokens);
    // Rows of any sequences; each has as many pages.
    ops::StepRows step(const std::vector<args::Row> &rows, const std::vector<std::vector<uint32_t>> &pages,
                       uint32_t pageRows = CachePageTokens);

    void run(const std::function<void(gpu::Commands &)> &record);

    DeviceValues read(const gpu::Tensor &tensor) const; // rows * columns, without padding
    std::vector<uint32_t> readIntegers(const gpu::Tensor &tensor) const;

    // Frees every tensor (the validation layers slow down with the number of buffers) and begins with the same random
    // numbers again. Kernels stay.
    void startOver();

    std::vector<float> random(size_t count, float scale = 1); // normal
    std::vector<uint8_t> randomBytes(size_t count);

private:
    gpu::Tensor place(TensorType type, uint32_t columns, uint32_t rows, uint32_t planes);
    uint8_t *address(const gpu::Tensor &tensor) const;

    gpu::Device m_device;
    gpu::KernelCache m_kernels;
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::mt19937 m_random;
};
} // namespace deepscope::testing
