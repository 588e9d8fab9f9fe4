// A file's tensors on the device, in device form, found by name.
#pragma once

#include "gpu/commands.h"
#include "model/gguf_file.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace deepscope {

class WeightStore {
public:
    // Called with the fraction that is done; may throw to stop.
    using Progress = std::function<void(double)>;

    // Uploads every tensor through a staging buffer. Throws Error(Device) when memory ends.
    WeightStore(gpu::KernelCache &kernels, const GgufFile &file, const Progress &progress);

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
    void reserve(const gpu::Device &device, const GgufFile &file);
    void upload(gpu::KernelCache &kernels, const GgufFile &file, const Progress &progress);

    std::string m_fileName;
    std::vector<std::unique_ptr<gpu::Buffer>> m_buffers;
    std::unordered_map<std::string, gpu::Tensor> m_tensors;
    uint64_t m_bytes = 0;
};

} // namespace deepscope
