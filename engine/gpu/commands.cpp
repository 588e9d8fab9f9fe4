#include "gpu/commands.h"

#include "api/error.h"

#include <algorithm>

namespace deepscope::gpu {

namespace {

void requireBindable(const Tensor &tensor, const Device &device)
{
    const uint64_t most = device.features().properties.limits.maxStorageBufferRange;
    if (tensor.bytes > most)
        throw Error(ErrorKind::Device, "A tensor of " + std::to_string(tensor.bytes) +
                                           " bytes is larger than this device can bind at once (" +
                                           std::to_string(most) +
                                           " bytes). A smaller context or a smaller model needs less memory.");
}

// The stages of a pass in which the units work.
VkPipelineStageFlags2 stagesOf(const Units &units)
{
    return (units.compute ? VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT : 0) |
           (units.transfer ? VK_PIPELINE_STAGE_2_TRANSFER_BIT : 0) | (units.host ? VK_PIPELINE_STAGE_2_HOST_BIT : 0);
}

// What they wrote before a barrier.
VkAccessFlags2 writeMaskOf(const Units &units)
{
    return (units.compute ? VK_ACCESS_2_SHADER_WRITE_BIT : 0) | (units.transfer ? VK_ACCESS_2_TRANSFER_WRITE_BIT : 0);
}

// What they read and write after it; the host reads.
VkAccessFlags2 accessMaskOf(const Units &units)
{
    return writeMaskOf(units) | (units.compute ? VK_ACCESS_2_SHADER_READ_BIT : 0) |
           (units.transfer ? VK_ACCESS_2_TRANSFER_READ_BIT : 0) | (units.host ? VK_ACCESS_2_HOST_READ_BIT : 0);
}

void requireTensors(const Kernel &kernel, std::span<const Tensor> tensors)
{
    if (tensors.size() != kernel.bindings().size())
        throw Error(ErrorKind::Internal, "The kernel " + kernel.name() + " got " + std::to_string(tensors.size()) +
                                             " tensors for " + std::to_string(kernel.bindings().size()) + " bindings.");
    for (size_t i = 0; i < tensors.size(); ++i)
        if (!tensors[i])
            throw Error(ErrorKind::Internal,
                        "The kernel " + kernel.name() + " got no tensor for binding " + std::to_string(i) + ".");
}

std::vector<Access> accessesOf(const Kernel &kernel, std::span<const Tensor> tensors)
{
    std::vector<Access> accesses;
    for (size_t i = 0; i < tensors.size(); ++i)
        accesses.push_back(
            {tensors[i].buffer, tensors[i].offset, tensors[i].offset + tensors[i].bytes, kernel.bindings()[i].writes});
    return accesses;
}

// What a kernel reads, times the rows that it reads it for, as far as the shapes tell: of experts and embeddings it
// reads less, and what it computes with many heads takes longer.
double bytesToRead(const Kernel &kernel, std::span<const Tensor> tensors)
{
    uint64_t bytes = 0, rows = UINT64_MAX;
    for (size_t i = 0; i < tensors.size(); ++i) {
        if (!kernel.bindings()[i].writes)
            bytes += tensors[i].bytes;
        if (i == 0 || kernel.bindings()[i].writes) // others, such as page tables, have rows of their own kind
            rows = std::min(rows, tensors[i].totalRows());
    }
    return double(bytes) * double(rows);
}

} // namespace

Commands::Commands(KernelCache &kernels, uint32_t timestamps)
    : m_kernels(kernels), m_device(kernels.device()), m_submission(m_device), m_timestamps(m_device, timestamps)
{
}

Commands::~Commands()
{
    const std::atomic<bool> nothingMore = true;
    try {
        wait(&nothingMore);
    } catch (const std::exception &) { // a lost device has finished too
    }
}

void Commands::begin()
{
    m_dispatches = 0;
    m_wishing = false;
    m_dependencies.clear();
    m_measured.clear();
    m_submission.begin();
    m_timestamps.begin(recording());
}

// What later submissions and the host read is there when this one ends.
void Commands::end()
{
    std::vector<Access> read;
    for (const Command &command : m_dependencies.commands())
        for (const Access &access : command.accesses)
            if (access.writes && access.buffer->mapped())
                read.push_back({access.buffer, access.begin, access.end, false});
    record(m_dependencies.finish(std::move(read)));
    m_submission.end();
}

void Commands::bind(const Kernel &kernel, std::span<const Tensor> tensors)
{
    const std::vector<Binding> &kinds = kernel.bindings();
    std::vector<VkDescriptorBufferInfo> buffers(kinds.size());
    std::vector<VkBufferView> views(kinds.size());
    std::vector<VkWriteDescriptorSet> writes(kinds.size());
    for (uint32_t i = 0; i < kinds.size(); ++i) {
        const Tensor &tensor = tensors[i];
        writes[i] = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        writes[i].dstBinding = i;
        writes[i].descriptorCount = 1;
        if (kinds[i].kind == BindingKind::Storage) {
            requireBindable(tensor, m_device);
            buffers[i] = {tensor.buffer->handle(), tensor.offset, tensor.bytes};
            writes[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
            writes[i].pBufferInfo = &buffers[i];
        } else {
            const VkFormat format =
                kinds[i].kind == BindingKind::TexelFloat4 ? VK_FORMAT_R32G32B32A32_SFLOAT : VK_FORMAT_R32G32B32A32_UINT;
            views[i] = tensor.buffer->texelView(format, tensor.offset, tensor.bytes);
            writes[i].descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
            writes[i].pTexelBufferView = &views[i];
        }
    }
    m_device.vk().vkCmdPushDescriptorSetKHR(recording(), VK_PIPELINE_BIND_POINT_COMPUTE, kernel.layout(), 0,
                                            uint32_t(writes.size()), writes.data());
}

void Commands::dispatch(const Kernel &kernel, const void *arguments, uint32_t bytes, std::span<const Tensor> tensors,
                        Groups groups)
{
    const uint32_t *most = m_device.features().properties.limits.maxComputeWorkGroupCount;
    if (groups.x == 0 || groups.y == 0 || groups.z == 0 || groups.x > most[0] || groups.y > most[1] ||
        groups.z > most[2])
        throw Error(ErrorKind::Internal,
                    "The kernel " + kernel.name() + " was given a size that the device cannot run.");
    requireTensors(kernel, tensors);
    m_submission.more(bytesToRead(kernel, tensors));
    m_device.vk().vkCmdBindPipeline(recording(), VK_PIPELINE_BIND_POINT_COMPUTE, kernel.pipeline());
    bind(kernel, tensors);
    const RecordingApart apart(m_dependencies.goesOnWithGroup());
    finishFor(Unit::Compute, accessesOf(kernel, tensors));
    m_device.vk().vkCmdPushConstants(recording(), kernel.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, bytes, arguments);
    beginMeasuring();
    m_device.vk().vkCmdDispatch(recording(), groups.x, groups.y, groups.z);
    endMeasuring(kernel.name(), m_work);
    ++m_dispatches;
}

// Nothing but kernels is to be waited for by such a barrier, and the driver has waited. The validation layer would not
// know.
bool Commands::needless(const Barrier &barrier) const
{
    return m_device.features().endsDispatches && !m_device.validated() && !barrier.from.transfer;
}

// A barrier where something must be finished before `unit` does this.
void Commands::finishFor(Unit unit, std::vector<Access> accesses)
{
    const Barrier barrier = m_dependencies.add(unit, std::move(accesses));
    if (barrier && !needless(barrier))
        record(barrier);
}

void Commands::record(const Barrier &barrier)
{
    VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    memory.srcStageMask = stagesOf(barrier.from);
    memory.srcAccessMask = writeMaskOf(barrier.from);
    memory.dstStageMask = stagesOf(barrier.to);
    memory.dstAccessMask = accessMaskOf(barrier.to);
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &memory;
    m_device.vk().vkCmdPipelineBarrier2(recording(), &dependency);
}

void Commands::copy(const Buffer &from, uint64_t fromOffset, const Buffer &to, uint64_t toOffset, uint64_t bytes)
{
    const CopyRegion region{fromOffset, toOffset, bytes};
    copy(from, to, {&region, 1});
}

void Commands::copy(const Buffer &from, const Buffer &to, std::span<const CopyRegion> regions)
{
    std::vector<Access> accesses;
    std::vector<VkBufferCopy> copies;
    uint64_t sum = 0;
    for (const CopyRegion &region : regions) {
        if (region.from + region.bytes > from.bytes() || region.to + region.bytes > to.bytes())
            throw Error(ErrorKind::Internal, "A copy reaches outside of its buffer.");
        accesses.push_back({&from, region.from, region.from + region.bytes, false});
        accesses.push_back({&to, region.to, region.to + region.bytes, true});
        copies.push_back({region.from, region.to, region.bytes});
        sum += region.bytes;
    }
    finishFor(Unit::Transfer, std::move(accesses));
    beginMeasuring();
    m_device.vk().vkCmdCopyBuffer(recording(), from.handle(), to.handle(), uint32_t(copies.size()), copies.data());
    endMeasuring("copy", {2 * sum});
}

void Commands::fill(const Buffer &buffer, uint64_t offset, uint64_t bytes, uint32_t value)
{
    if (offset + bytes > buffer.bytes())
        throw Error(ErrorKind::Internal, "A fill reaches outside of its buffer.");
    finishFor(Unit::Transfer, {{&buffer, offset, offset + bytes, true}});
    beginMeasuring();
    m_device.vk().vkCmdFillBuffer(recording(), buffer.handle(), offset, bytes, value);
    endMeasuring("fill", {bytes});
}

bool Commands::measureEach(uint32_t rowPositions)
{
    m_measuring = bool(m_timestamps);
    m_rowPositions = rowPositions;
    return m_measuring;
}

// The clock is read when all before it has ended, and what follows waits for that.
void Commands::beginMeasuring()
{
    if (!m_measuring)
        return;
    record(Barrier{{.compute = true, .transfer = true}, {.compute = true, .transfer = true}});
    m_timestamps.record(recording(), uint32_t(2 * m_measured.size()));
}

void Commands::endMeasuring(std::string_view kernel, Work work)
{
    if (!m_measuring)
        return;
    m_timestamps.record(recording(), uint32_t(2 * m_measured.size() + 1));
    m_measured.push_back({std::string(kernel), work, 0});
}

std::vector<MeasuredCommand> Commands::measured() const
{
    std::vector<MeasuredCommand> all = m_measured;
    const std::vector<double> times = m_timestamps.read();
    for (size_t i = 0; i < all.size(); ++i)
        all[i].microseconds = times.at(2 * i + 1) - times[2 * i];
    return all;
}

void Commands::timestamp(uint32_t index)
{
    if (!m_measuring)
        m_timestamps.record(recording(), index);
}

void Commands::submit() { m_submission.start(); }

bool Commands::wait(const std::atomic<bool> *cancel) { return m_submission.wait(cancel); }

bool Commands::submitAndWait(const std::atomic<bool> *cancel)
{
    if (cancel && *cancel)
        return false;
    submit();
    return wait(cancel);
}

} // namespace deepscope::gpu
