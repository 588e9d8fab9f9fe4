// Where a pass finds its tensors, and what fills them: a file's bytes as they lie (weight_store.h), or numbers that
// learn (train/parameters.h).
#pragma once

#include "gpu/commands.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "model/tensor_table.h"

#include <functional>
#include <memory>

namespace deepscope {

class Weights {
public:
    // Called with the bytes of tensors that were read and all of them, after each piece; may throw to stop.
    using Progress = std::function<void(uint64_t done, uint64_t total)>;

    virtual ~Weights() = default;
    virtual const TensorTable &tensors() const = 0;

    // Fills them. Throws Error(File) when the file cannot be read to its end.
    virtual void upload(gpu::KernelCache &kernels, const Progress &progress) = 0;
};

// Reserves memory for the tensors that the hyperparameters name; calls `check` before each buffer, which may throw to
// stop. Throws Error(Device) when memory ends. The file must outlive the weights.
using MakeWeights = std::function<std::unique_ptr<Weights>(
    const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper, const std::function<void()> &check)>;

} // namespace deepscope
