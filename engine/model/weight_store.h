// The tensors that a pass reads, on the device, in device form, found by name; stacks of experts in slabs that the
// device can reach.
#pragma once

#include "model/weight_upload.h"
#include "model/weights.h"

#include <functional>
#include <memory>
#include <vector>

namespace deepscope {

class WeightStore final : public Weights {
public:
    // Called before each buffer; may throw to stop.
    using Check = std::function<void()>;

    // Reserves memory for the tensors that the hyperparameters name. Throws Error(Device) when memory ends. `file` must
    // outlive it.
    WeightStore(
        const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper, const Check &check = [] {});

    void upload(gpu::KernelCache &kernels, const Progress &progress) override { upload(kernels, progress, {}); }
    void upload(gpu::KernelCache &kernels, const Progress &progress, WeightUpload::Ring ring) const;

    const TensorTable &tensors() const override { return m_tensors; }

    uint64_t bytes() const { return m_bytes; }
    // Of a device that takes every tensor whole: each cut beyond that may add up to TensorAlignment bytes.
    static uint64_t plannedBytes(const GgufFile &file, const Hyperparameters &hyper);
    static uint64_t largestPieceBytes(const GgufFile &file, const Hyperparameters &hyper); // that cannot be cut

private:
    using Slabs = std::vector<Slab>;
    // In file order; stacks of experts in slabs of at most `most` bytes.
    static Slabs slabsIn(const GgufFile &file, const Hyperparameters &hyper, uint64_t most);
    // Those, in file order, that share each buffer, of at most so many bytes where that is possible.
    static std::vector<Slabs> shares(const Slabs &slabs, uint64_t most);
    void reserve(const gpu::Device &device, const Check &check);

    const GgufFile &m_file;
    Slabs m_sources; // in file order
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    TensorTable m_tensors;
    uint64_t m_bytes = 0;
};

} // namespace deepscope
