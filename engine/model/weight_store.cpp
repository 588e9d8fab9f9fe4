#include "model/weight_store.h"

#include "api/error.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace deepscope {

namespace {

constexpr uint64_t BufferBytes = uint64_t(1) << 30; // tensors share buffers up to this size

gpu::Tensor shapeOf(const GgufTensor &tensor, gpu::Arena &arena)
{
    return arena.place(tensor.type, uint32_t(tensor.shape[0]), uint32_t(tensor.shape[1]), uint32_t(tensor.shape[2]));
}

uint64_t bytesOf(const std::vector<const GgufTensor *> &tensors)
{
    gpu::Arena counting;
    for (const GgufTensor *tensor : tensors)
        shapeOf(*tensor, counting);
    return counting.used();
}

// "blk.N.": N; nothing for a tensor outside of the blocks.
std::optional<uint32_t> blockOf(std::string_view name)
{
    constexpr std::string_view Prefix = "blk.";
    uint32_t block = 0;
    if (!name.starts_with(Prefix))
        return std::nullopt;
    name.remove_prefix(Prefix.size());
    const auto result = std::from_chars(name.data(), name.data() + name.size(), block);
    return result.ec == std::errc() ? std::optional(block) : std::nullopt;
}

} // namespace

WeightStore::WeightStore(const gpu::Device &device, const GgufFile &file, uint32_t layers, const Check &check)
    : m_file(file), m_sources(tensorsOf(file, layers))
{
    reserve(device, check);
}

void WeightStore::upload(gpu::KernelCache &kernels, const WeightUpload::Progress &progress,
                         WeightUpload::Ring ring) const
{
    WeightUpload upload(kernels, m_file, progress, ring);
    for (const GgufTensor *tensor : m_sources)
        upload.upload(*tensor, m_tensors.at(tensor->name));
    upload.finish();
}

WeightStore::Tensors WeightStore::tensorsOf(const GgufFile &file, uint32_t layers)
{
    Tensors tensors;
    for (const GgufTensor &tensor : file.tensors())
        if (blockOf(tensor.name).value_or(0) < layers)
            tensors.push_back(&tensor);
    return tensors;
}

std::vector<WeightStore::Tensors> WeightStore::shares(const Tensors &tensors)
{
    std::vector<Tensors> list;
    gpu::Arena counting;
    for (const GgufTensor *tensor : tensors) {
        shapeOf(*tensor, counting);
        if (list.empty() || counting.used() > BufferBytes) {
            list.emplace_back();
            counting = gpu::Arena();
            shapeOf(*tensor, counting);
        }
        list.back().push_back(tensor);
    }
    return list;
}

uint64_t WeightStore::plannedBytes(const GgufFile &file, uint32_t layers)
{
    uint64_t bytes = 0;
    for (const Tensors &share : shares(tensorsOf(file, layers)))
        bytes += bytesOf(share);
    return bytes;
}

uint64_t WeightStore::largestTensorBytes(const GgufFile &file, uint32_t layers)
{
    uint64_t largest = 0;
    for (const GgufTensor *tensor : tensorsOf(file, layers))
        largest = std::max(largest, bytesOf({tensor}));
    return largest;
}

void WeightStore::reserve(const gpu::Device &device, const Check &check)
{
    for (const Tensors &share : shares(m_sources)) {
        check();
        const uint64_t bytes = bytesOf(share);
        m_buffers.push_back(std::make_unique<gpu::Buffer>(device, bytes, gpu::MemoryUse::DeviceLocal));
        m_bytes += bytes;
        gpu::Arena arena(m_buffers.back().get());
        for (const GgufTensor *tensor : share)
            m_tensors.emplace(tensor->name, shapeOf(*tensor, arena));
    }
}

const gpu::Tensor &WeightStore::require(const std::string &name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorKind::File, m_file.name() + ": the tensor " + name + " is missing.");
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
