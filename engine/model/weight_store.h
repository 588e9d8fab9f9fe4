// A file's tensors on the device, in device form, found by name.
#pragma once

#include "model/weight_upload.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace deepscope {

class WeightStore {
public:
    // Reserves memory for every tensor and uploads it. Throws Error(Device) when memory ends, Error(File) when the file
    // cannot be read to its end.
    WeightStore(gpu::KernelCache &kernels, const GgufFile &file, const WeightUpload::Progress &progress,
                WeightUpload::Ring ring = {});

    const gpu::Tensor &require(const std::string &name) const; // throws Error(File)
    gpu::Tensor find(const std::string &name) const;           // empty when absent
    uint64_t bytes() const { return m_bytes; }
    static uint64_t plannedBytes(const GgufFile &file);
    void forEach(const std::function<void(const std::string &, const gpu::Tensor &)> &visit) const;

private:
    // A buffer that some tensors of the file share, in file order.
    struct Share {
        size_t begin, end;
        uint64_t bytes;
    };
    static std::vector<Share> shares(const GgufFile &file);
    void reserve(const gpu::Device &device, const GgufFile &file, const WeightUpload::Progress &progress);

    std::string m_fileName;
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::unordered_map<std::string, gpu::Tensor> m_tensors;
    uint64_t m_bytes = 0;
};

} // namespace deepscope
