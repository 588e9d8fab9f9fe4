#include "model/weight_store.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr uint64_t BufferBytes = uint64_t(1) << 30; // tensors share buffers up to this size
constexpr uint64_t StagingBytes = uint64_t(32) << 20;

gpu::Tensor shapeOf(const GgufTensor &tensor, gpu::Arena &arena)
{
    return arena.place(tensor.type, uint32_t(tensor.shape[0]), uint32_t(tensor.shape[1]), uint32_t(tensor.shape[2]));
}

// Copies the rows [first, first + count) of a tensor through the staging buffer.
void uploadRows(gpu::Commands &commands, const gpu::Buffer &staging, std::span<const uint8_t> file,
                const gpu::Tensor &tensor, uint64_t first, uint64_t count)
{
    const gpu::TensorLayout whole = gpu::layoutOf(tensor.type, tensor.columns, tensor.totalRows());
    const gpu::TensorLayout part = gpu::layoutOf(tensor.type, tensor.columns, count);
    const TypeTraits traits = typeTraits(tensor.type);
    const uint64_t fileRow = uint64_t(tensor.columns) / traits.elements * traits.bytes;
    std::fill_n(staging.mapped(), part.bytes, uint8_t(0));
    gpu::repackRows(tensor.type, tensor.columns, count, 0, count, file.subspan(first * fileRow, count * fileRow),
                    {staging.mapped(), part.bytes});

    commands.begin();
    commands.copy(staging, 0, *tensor.buffer, tensor.offset + first * whole.rowBytes, count * whole.rowBytes);
    if (whole.tailOffset != 0)
        commands.copy(staging, part.tailOffset, *tensor.buffer,
                      tensor.offset + whole.tailOffset + first * whole.tailRowBytes, count * whole.tailRowBytes);
    commands.end();
    commands.submitAndWait();
}

} // namespace

WeightStore::WeightStore(gpu::KernelCache &kernels, const GgufFile &file, const Progress &progress)
    : m_fileName(file.name())
{
    reserve(kernels.device(), file);
    upload(kernels, file, progress);
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

void WeightStore::reserve(const gpu::Device &device, const GgufFile &file)
{
    for (const Share &share : shares(file)) {
        m_buffers.push_back(std::make_unique<gpu::Buffer>(device, share.bytes, gpu::MemoryUse::DeviceLocal));
        m_bytes += share.bytes;
        gpu::Arena arena(m_buffers.back().get());
        for (size_t i = share.begin; i < share.end; ++i)
            m_tensors.emplace(file.tensors()[i].name, shapeOf(file.tensors()[i], arena));
    }
}

void WeightStore::upload(gpu::KernelCache &kernels, const GgufFile &file, const Progress &progress)
{
    const gpu::Buffer staging(kernels.device(), StagingBytes, gpu::MemoryUse::Upload);
    gpu::Commands commands(kernels);
    uint64_t done = 0;
    for (const GgufTensor &source : file.tensors()) {
        const gpu::Tensor &tensor = m_tensors.at(source.name);
        const uint64_t rowBytes = gpu::layoutOf(tensor.type, tensor.columns, 1).bytes;
        const uint64_t rowsAtOnce = StagingBytes / rowBytes;
        if (rowsAtOnce == 0)
            throw Error(ErrorKind::File,
                        m_fileName + ": a row of tensor " + source.name + " is too long to be loaded.");
        for (uint64_t first = 0; first < tensor.totalRows(); first += rowsAtOnce) {
            const uint64_t count = std::min(rowsAtOnce, tensor.totalRows() - first);
            uploadRows(commands, staging, file.tensorData(source), tensor, first, count);
            done += count * rowBytes;
            progress(std::min(1.0, double(done) / double(m_bytes)));
        }
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
