#include "model/weight_store.h"

#include "model/needed_tensors.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <unordered_map>

namespace deepscope {

namespace {

constexpr uint64_t LargestShare = uint64_t(1) << 30; // of a buffer that tensors share

uint64_t bytesOf(const std::vector<Slab> &slabs)
{
    gpu::Arena counting;
    for (const Slab &slab : slabs)
        slab.place(counting);
    return counting.used();
}

// DEEPSCOPE_LARGEST_SLAB=bytes in the environment lowers it, so that tests cut small models.
uint64_t largestSlab(const gpu::Device &device)
{
    const char *wanted = std::getenv("DEEPSCOPE_LARGEST_SLAB");
    const uint64_t lowered = wanted ? std::strtoull(wanted, nullptr, 10) : std::numeric_limits<uint64_t>::max();
    return std::min({device.features().largestRead, device.features().maxAllocation, lowered});
}

} // namespace

WeightStore::WeightStore(const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper,
                         const Check &check)
    : m_file(file), m_sources(slabsIn(file, hyper, largestSlab(device))), m_tensors(file.name())
{
    reserve(device, check);
}

void WeightStore::upload(gpu::KernelCache &kernels, const Progress &progress, WeightUpload::Ring ring) const
{
    uint64_t total = 0;
    for (const Slab &slab : m_sources)
        total += slab.fileBytes();
    WeightUpload upload(kernels, m_file, {progress, total}, ring);
    std::unordered_map<std::string, size_t> next; // of a tensor's slabs
    for (const Slab &slab : m_sources)
        upload.upload(slab, m_tensors.requireSlabs(slab.tensor->name)[next[slab.tensor->name]++]);
    upload.finish();
}

WeightStore::Slabs WeightStore::slabsIn(const GgufFile &file, const Hyperparameters &hyper, uint64_t most)
{
    Slabs all;
    for (const GgufTensor *tensor : neededTensors(file, hyper))
        for (const Slab &slab : slabsOf(*tensor, most))
            all.push_back(slab);
    return all;
}

std::vector<WeightStore::Slabs> WeightStore::shares(const Slabs &slabs, uint64_t most)
{
    std::vector<Slabs> list;
    gpu::Arena counting;
    for (const Slab &slab : slabs) {
        slab.place(counting);
        if (list.empty() || counting.used() > most) {
            list.emplace_back();
            counting = gpu::Arena();
            slab.place(counting);
        }
        list.back().push_back(slab);
    }
    return list;
}

uint64_t WeightStore::plannedBytes(const GgufFile &file, const Hyperparameters &hyper)
{
    uint64_t bytes = 0;
    for (const Slabs &share : shares(slabsIn(file, hyper, std::numeric_limits<uint64_t>::max()), LargestShare))
        bytes += bytesOf(share);
    return bytes;
}

uint64_t WeightStore::largestPieceBytes(const GgufFile &file, const Hyperparameters &hyper)
{
    uint64_t largest = 0;
    for (const GgufTensor *tensor : neededTensors(file, hyper))
        largest = std::max(largest, smallestPiece(*tensor));
    return largest;
}

void WeightStore::reserve(const gpu::Device &device, const Check &check)
{
    for (const Slabs &share : shares(m_sources, std::min(LargestShare, device.features().maxAllocation))) {
        check();
        const uint64_t bytes = bytesOf(share);
        m_buffers.push_back(std::make_unique<gpu::Buffer>(device, bytes, gpu::MemoryUse::DeviceLocal,
                                                          MemoryLabel{MemoryPurpose::Weights}));
        m_bytes += bytes;
        gpu::Arena arena(m_buffers.back().get());
        std::vector<gpu::NamedBytes> parts;
        for (const Slab &slab : share) {
            const gpu::Tensor tensor = slab.place(arena);
            m_tensors.add(slab.tensor->name, tensor);
            parts.push_back({slab.tensor->name, tensor.bytes});
        }
        m_buffers.back()->setParts(std::move(parts));
    }
}

} // namespace deepscope
