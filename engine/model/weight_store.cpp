#include "model/weight_store.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr uint64_t BufferBytes = uint64_t(1) << 30; // tensors share buffers up to this size

gpu::Tensor shapeOf(const GgufTensor &tensor, gpu::Arena &arena)
{
    return arena.place(tensor.type, uint32_t(tensor.shape[0]), uint32_t(tensor.shape[1]), uint32_t(tensor.shape[2]));
}

} // namespace

WeightStore::WeightStore(gpu::KernelCache &kernels, const GgufFile &file, const WeightUpload::Progress &progress,
                         WeightUpload::Ring ring)
    : m_fileName(file.name())
{
    reserve(kernels.device(), file, progress);
    WeightUpload upload(kernels, file, progress, ring);
    for (const GgufTensor &tensor : file.tensors())
        upload.upload(tensor, m_tensors.at(tensor.name));
    upload.finish();
}

std::vector<WeightStore::Share> WeightStore::shares(const GgufFile &file)
{
    std::vector<Share> list;
    const std::vector<GgufTensor> &tensors = file.tensors();
    for (size_t begin = 0; begin < tensors.size();) {
        gpu::Arena counting;
        size_t end = begin;
        for (; end < tensors.size(); ++end) {
            gpu::Arena next = counting;
            shapeOf(tensors[end], next);
            if (end > begin && next.used() > BufferBytes)
                break;
            counting = next;
        }
        list.push_back({begin, end, counting.used()});
        begin = end;
    }
    return list;
}

uint64_t WeightStore::plannedBytes(const GgufFile &file)
{
    uint64_t bytes = 0;
    for (const Share &share : shares(file))
        bytes += share.bytes;
    return bytes;
}

void WeightStore::reserve(const gpu::Device &device, const GgufFile &file, const WeightUpload::Progress &progress)
{
    for (const Share &share : shares(file)) {
        progress(0, m_bytes);
        m_buffers.push_back(std::make_unique<gpu::Buffer>(device, share.bytes, gpu::MemoryUse::DeviceLocal));
        m_bytes += share.bytes;
        gpu::Arena arena(m_buffers.back().get());
        for (size_t i = share.begin; i < share.end; ++i)
            m_tensors.emplace(file.tensors()[i].name, shapeOf(file.tensors()[i], arena));
    }
}

const gpu::Tensor &WeightStore::require(const std::string &name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorKind::File, m_fileName + ": the tensor " + name + " is missing.");
    return found->second;
}

gpu::Tensor WeightStore::find(const std::string &name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? gpu::Tensor{} : found->second;
}

void WeightStore::forEach(const std::function<void(const std::string &, const gpu::Tensor &)> &visit) const
{
    for (const auto &[name, tensor] : m_tensors)
        visit(name, tensor);
}

} // namespace deepscope
