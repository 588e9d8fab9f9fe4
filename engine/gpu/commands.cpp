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
    : m_kernels(kernels), m_device(kernels.device()), m_submission(m_device),
      m_timestamps(m_device.timestampBits() > 0 ? timestamps : 0)
{
    if (m_timestamps == 0)
        return;
    VkQueryPoolCreateInfo queries{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
    queries.queryType = VK_QUERY_TYPE_TIMESTAMP;
    queries.queryCount = m_timestamps;
    check(m_device.vk().vkCreateQueryPool(m_device.handle(), &queries, nullptr, &m_queries), "preparing timestamps");
}

Commands::~Commands()
{
    const std::atomic<bool> nothingMore = true;
    try {
        wait(&nothingMore);
    } catch (const std::exception &) { // a lost device has finished too
    }
    if (!m_device.abandoned())
        m_device.vk().vkDestroyQueryPool(m_device.handle(), m_queries, nullptr);
}

void Commands::begin()
{
    m_dispatches = 0;
    m_stamped = 0;
    m_wishing = false;
    m_dependencies.clear();
    m_submission.begin();
    if (m_queries)
        m_device.vk().vkCmdResetQueryPool(recording(), m_queries, 0, m_timestamps);
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
    m_device.vk().vkCmdDispatch(recording(), groups.x, groups.y, groups.z);
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
    if (fromOffset + bytes > from.bytes() || toOffset + bytes > to.bytes())
        throw Error(ErrorKind::Internal, "A copy reaches outside of its buffer.");
    finishFor(Unit::Transfer,
              {{&from, fromOffset, fromOffset + bytes, false}, {&to, toOffset, toOffset + bytes, true}});
    const VkBufferCopy region{fromOffset, toOffset, bytes};
    m_device.vk().vkCmdCopyBuffer(recording(), from.handle(), to.handle(), 1, &region);
}

void Commands::fill(const Buffer &buffer, uint64_t offset, uint64_t bytes, uint32_t value)
{
    if (offset + bytes > buffer.bytes())
        throw Error(ErrorKind::Internal, "A fill reaches outside of its buffer.");
    finishFor(Unit::Transfer, {{&buffer, offset, offset + bytes, true}});
    m_device.vk().vkCmdFillBuffer(recording(), buffer.handle(), offset, bytes, value);
}

void Commands::timestamp(uint32_t index)
{
    if (!m_queries || index >= m_timestamps)
        return;
    m_stamped = index + 1;
    // A software device ends each dispatch before the next; asking it to finish once more costs as much as another. A
    // GPU must be asked for the end of what came before.
    const VkPipelineStageFlags2 stage =
        m_device.isSoftware() ? VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT : VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    m_device.vk().vkCmdWriteTimestamp2(recording(), stage, m_queries, index);
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

std::vector<double> Commands::timestamps() const
{
    // Waiting for one that nothing writes would never end.
    std::vector<uint64_t> ticks(m_stamped);
    std::vector<double> microseconds(m_stamped);
    if (m_stamped == 0)
        return microseconds;
    check(m_device.vk().vkGetQueryPoolResults(m_device.handle(), m_queries, 0, m_stamped, ticks.size() * 8,
                                              ticks.data(), 8, VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
          "reading timestamps");
    const double period = m_device.features().properties.limits.timestampPeriod / 1000.0;
    const uint64_t valid = ~uint64_t(0) >> (64 - m_device.timestampBits());
    for (uint32_t i = 0; i < m_stamped; ++i)
        microseconds[i] = double((ticks[i] - ticks[0]) & valid) * period;
    return microseconds;
}

} // namespace deepscope::gpu
