// A file's tensors on the device, in device form, found by name; stacks of experts in slabs that the device can reach.
#pragma once

#include "model/tensor_table.h"
#include "model/weight_upload.h"

#include <functional>
#include <memory>
#include <vector>

namespace deepscope {

class WeightStore {
public:
    // Called before each buffer; may throw to stop.
    using Check = std::function<void()>;

    // Reserves memory for every tensor but those of blocks behind the first `layers`. Throws Error(Device) when memory
    // ends. `file` must outlive it.
    WeightStore(
        const gpu::Device &device, const GgufFile &file, uint32_t layers, const Check &check = [] {});

    // Fills it. Throws Error(File) when the file cannot be read to its end.
    void upload(gpu::KernelCache &kernels, const WeightUpload::Progress &progress, WeightUpload::Ring ring = {}) const;

    const TensorTable &tensors() const { return m_tensors; }

    uint64_t bytes() const { return m_bytes; }
    // Of a device that takes every tensor whole: each cut beyond that may add up to TensorAlignment bytes.
    static uint64_t plannedBytes(const GgufFile &file, uint32_t layers);
    static uint64_t largestPieceBytes(const GgufFile &file, uint32_t layers); // that cannot be cut

private:
    using Slabs = std::vector<Slab>;
    // In file order; stacks of experts in slabs of at most `most` bytes.
    static Slabs slabsIn(const GgufFile &file, uint32_t layers, uint64_t most);
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
